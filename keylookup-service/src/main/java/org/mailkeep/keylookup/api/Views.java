package org.mailkeep.keylookup.api;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.app.KnownKey;
import org.mailkeep.keylookup.app.LookupAnswer;
import org.mailkeep.keylookup.app.PinView;
import org.mailkeep.keylookup.domain.KeyState;
import org.mailkeep.keylookup.domain.Source;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.Judgement;
import org.mailkeep.openpgp.UserId;

/** Maps what is known to what is shown. */
final class Views {

    private Views() {}

    static KeyView of(LookupAnswer answer) {
        Optional<KnownKey> key = answer.key();
        return new KeyView(
                answer.email().toString(),
                answer.result().word(),
                answer.source().map(Source::word).orElse(null),
                key.map(known -> known.certificate().fingerprint().hex()).orElse(null),
                key.map(KnownKey::armored).orElse(null),
                key.map(known -> known.state().status().word()).orElse(null),
                key.flatMap(known -> known.state().reason()).orElse(null),
                key.flatMap(known -> known.state().expiresAt()).orElse(null),
                answer.stale(),
                answer.pin().map(Views::pin).orElse(null),
                answer.why().orElse(null),
                answer.trace().stream()
                        .map(step -> new KeyView.TraceStepView(
                                step.source().word(),
                                step.peer(),
                                step.outcome(),
                                step.detail(),
                                step.at(),
                                step.took().toMillis()))
                        .toList(),
                answer.lookedUpAt(),
                answer.freshUntil());
    }

    static CertificateView of(Certificate certificate, Instant now, AcceptancePolicy policy) {
        KeyState state = KeyState.of(certificate, now, policy);
        return new CertificateView(
                certificate.fingerprint().hex(),
                state.status().word(),
                state.reason().orElse(null),
                state.expiresAt().orElse(null),
                certificate.userIds().stream().map(UserId::text).toList(),
                certificate.judge(now, policy).subkeys().stream()
                        .map(Judgement.OfKey::fingerprint)
                        .map(Fingerprint::hex)
                        .toList(),
                certificate.toArmored());
    }

    private static KeyView.PinView pin(PinView pin) {
        return new KeyView.PinView(
                pin.state(),
                pin.fingerprint().map(Fingerprint::hex).orElse(null),
                pin.source().map(Source::word).orElse(null),
                pin.since().orElse(null),
                candidate(pin),
                pin.history().stream()
                        .map(entry -> new KeyView.PinEntryView(
                                entry.at(),
                                entry.what().name().toLowerCase(Locale.ROOT),
                                entry.fingerprint().hex(),
                                entry.source().word(),
                                entry.actor()))
                        .toList());
    }

    private static KeyView.@Nullable CandidateView candidate(PinView pin) {
        return pin.candidate()
                .map(candidate -> new KeyView.CandidateView(
                        candidate.fingerprint().hex(),
                        candidate.source().word(),
                        candidate.since(),
                        candidate.announced(),
                        candidate.rejected(),
                        candidate
                                .key()
                                .map(known -> known.state().status().word())
                                .orElse(null),
                        candidate.key().map(KnownKey::armored).orElse(null)))
                .orElse(null);
    }
}
