package org.mailkeep.keylookup.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.config.KeylookupConfig;
import org.mailkeep.keylookup.domain.Finding;
import org.mailkeep.keylookup.domain.KeyState;
import org.mailkeep.keylookup.domain.KeyStatus;
import org.mailkeep.keylookup.domain.KeyUpdate;
import org.mailkeep.keylookup.domain.LookupFacts;
import org.mailkeep.keylookup.domain.Pin;
import org.mailkeep.keylookup.domain.PinChange;
import org.mailkeep.keylookup.domain.PinEntry;
import org.mailkeep.keylookup.domain.PinPolicy;
import org.mailkeep.keylookup.domain.Sighting;
import org.mailkeep.keylookup.domain.Source;
import org.mailkeep.keylookup.events.KeylookupEvents;
import org.mailkeep.keylookup.events.KeylookupEvents.Reason;
import org.mailkeep.keylookup.store.KnownOfAddress;
import org.mailkeep.keylookup.store.Learnt;
import org.mailkeep.keylookup.store.StoredCertificate;
import org.mailkeep.keylookup.store.StoredPin;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.Endorsement;
import org.mailkeep.openpgp.Standing;
import org.mailkeep.platform.store.Outbox;

/**
 * What follows from a finding for what is known: which certificates grow, whether a pin moves, what the others are told.
 * Belongs on a worker thread.
 */
@ApplicationScoped
class Consequences {

    private final Certificates certificates;
    private final AcceptancePolicy acceptance;
    private final PinPolicy pinPolicy;

    Consequences(Certificates certificates, AcceptancePolicy acceptance, KeylookupConfig config) {
        this.certificates = certificates;
        this.acceptance = acceptance;
        this.pinPolicy = Settings.pinPolicy(config);
    }

    /** All certificates of a finding. */
    static Stream<Certificate> all(Finding finding) {
        return Stream.concat(Stream.of(finding.certificate()), finding.others().stream());
    }

    /** Of a lookup. */
    Learnt of(LookupFacts facts, Optional<Finding> finding, KnownOfAddress known) {
        Instant now = facts.at();
        Map<Fingerprint, Learnt.CertificateChange> changes = new LinkedHashMap<>();
        List<Outbox.Message> events = new ArrayList<>();
        finding.stream().flatMap(Consequences::all).forEach(copy -> {
            // One body may hold a certificate twice.
            Optional<StoredCertificate> stored = Optional.ofNullable(changes.get(copy.fingerprint()))
                    .map(Consequences::asLoaded)
                    .or(() -> known.certificate(copy.fingerprint()));
            KeyUpdate update = certificates.update(stored, copy, now);
            if (update.isNews()) {
                changes.put(copy.fingerprint(), certificates.change(update, stored, now));
                events.addAll(of(update, List.of(facts.email()), Reason.LOOKUP, now));
            }
        });
        Optional<Learnt.PinChanged> pin = Optional.empty();
        List<PinEntry> history = new ArrayList<>();
        if (finding.isPresent() && facts.source().isPresent()) {
            Source source = facts.source().get();
            Fingerprint seen = finding.get().certificate().fingerprint();
            PinChange change = PinChange.of(
                    known.pin().map(StoredPin::pin),
                    sighting(facts.email(), source, finding.get(), known, now),
                    pinPolicy);
            record(change, seen, source, now, history);
            events.addAll(events(change, facts.email(), seen, known.history(), history, now));
            boolean moved =
                    known.pin().map(StoredPin::pin).filter(change.pin()::equals).isEmpty();
            pin = moved
                    ? Optional.of(new Learnt.PinChanged(
                            change.pin(), known.pin().map(StoredPin::version).orElse(0L)))
                    : Optional.empty();
        }
        Optional<Learnt.Seen> sighting = facts.source()
                .flatMap(source -> facts.seen().map(key -> new Learnt.Seen(facts.email(), key, source, now)));
        return new Learnt(List.copyOf(changes.values()), pin, history, Optional.of(facts), sighting, events);
    }

    private static StoredCertificate asLoaded(Learnt.CertificateChange change) {
        return new StoredCertificate(change.fingerprint(), change.data(), change.loadedVersion(), Optional.empty());
    }

    private Sighting sighting(EmailAddress email, Source source, Finding finding, KnownOfAddress known, Instant now) {
        Optional<Certificate> pinned = known.pin()
                .map(stored -> stored.pin().fingerprint())
                .flatMap(known::certificate)
                .map(certificates::read);
        Fingerprint seen = finding.certificate().fingerprint();
        // The answer may bring the pinned key's revocation along.
        Optional<Certificate> pinnedNow = pinned.map(old -> finding.others().stream()
                .filter(other -> other.fingerprint().equals(old.fingerprint()))
                .findFirst()
                .map(other -> certificates
                        .update(known.certificate(old.fingerprint()), other, now)
                        .certificate())
                .orElse(old));
        boolean announced = pinnedNow
                .filter(old -> !old.fingerprint().equals(seen))
                .filter(old -> mayAnnounce(old, now))
                .filter(old -> new Endorsement(old, now, acceptance)
                        .isIn(finding.body().toArray(), seen, email))
                .isPresent();
        Optional<KeyStatus> status =
                pinnedNow.map(old -> KeyState.of(old, email, now, acceptance).status());
        return new Sighting(email, seen, source, now, status, announced);
    }

    /** A key that may be in other hands announces nothing; one that was retired or has expired may. */
    private boolean mayAnnounce(Certificate old, Instant now) {
        return switch (old.judge(now, acceptance).primary().standing()) {
            case Standing.Valid _, Standing.Expired _ -> true;
            case Standing.Revoked revoked -> !revoked.reason().isHard();
            case Standing.NotYetValid _, Standing.Unacceptable _ -> false;
        };
    }

    private static void record(PinChange change, Fingerprint seen, Source source, Instant now, List<PinEntry> history) {
        switch (change) {
            case PinChange.First _ -> history.add(new PinEntry(now, PinEntry.What.PINNED, seen, source, "first use"));
            case PinChange.Held held -> {
                if (held.news()) {
                    history.add(new PinEntry(now, PinEntry.What.SEEN, seen, source, "lookup"));
                }
            }
            case PinChange.Replaced _ -> {
                history.add(new PinEntry(now, PinEntry.What.SEEN, seen, source, "lookup"));
                history.add(new PinEntry(now, PinEntry.What.ACCEPTED, seen, source, "policy"));
            }
            case PinChange.Match _ -> {}
        }
    }

    private static List<Outbox.Message> events(
            PinChange change,
            EmailAddress email,
            Fingerprint seen,
            List<PinEntry> before,
            List<PinEntry> added,
            Instant now) {
        List<Outbox.Message> events = new ArrayList<>();
        List<PinEntry> history = Stream.concat(before.stream(), added.stream()).toList();
        switch (change) {
            case PinChange.First _, PinChange.Match _ -> {}
            case PinChange.Held(Pin pin, boolean news, boolean conflict) -> {
                if (news) {
                    events.add(changed(email, seen, "pin-held", now));
                }
                if (news && conflict) {
                    events.add(KeylookupEvents.conflict(email, pin.fingerprint(), seen, history, now));
                }
            }
            case PinChange.Replaced replaced -> {
                events.add(changed(email, seen, "pin-changed", now));
                if (replaced.conflict()) {
                    events.add(KeylookupEvents.conflict(email, replaced.old(), seen, history, now));
                }
            }
        }
        return events;
    }

    private static Outbox.Message changed(EmailAddress email, Fingerprint key, String what, Instant now) {
        return KeylookupEvents.changed(Optional.of(email), key, List.of(what), Reason.LOOKUP, now);
    }

    /** The events of a certificate that grew. */
    List<Outbox.Message> of(KeyUpdate update, List<EmailAddress> addresses, Reason reason, Instant now) {
        Fingerprint key = update.certificate().fingerprint();
        List<String> changes =
                update.changes().stream().map(KeyUpdate.Change::word).toList();
        List<Optional<EmailAddress>> about = addresses.isEmpty()
                ? List.of(Optional.empty())
                : addresses.stream().map(Optional::of).toList();
        return about.stream()
                .flatMap(email -> Stream.concat(
                        Stream.of(KeylookupEvents.changed(email, key, changes, reason, now)),
                        update.nowRevoked().stream().map(revoked -> KeylookupEvents.revoked(email, key, revoked, now))))
                .toList();
    }
}
