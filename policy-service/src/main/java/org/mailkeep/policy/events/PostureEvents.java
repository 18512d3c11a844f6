package org.mailkeep.policy.events;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.OverrideChanged;
import org.mailkeep.contracts.PostureChanged;
import org.mailkeep.contracts.PostureEvent;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.contracts.RolloverAdvanced;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.certificate.CertificateNames;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.mtasts.StsState;
import org.mailkeep.policy.domain.override.OperatorOverride;
import org.mailkeep.policy.domain.posture.CheckResult;
import org.mailkeep.policy.domain.posture.Grade;
import org.mailkeep.policy.domain.posture.Posture;
import org.mailkeep.policy.domain.probe.DomainProbe;
import org.mailkeep.policy.domain.probe.HostProbe;
import org.mailkeep.policy.domain.rollover.Rollover;
import org.mailkeep.policy.domain.verification.ResultType;
import org.mailkeep.policy.domain.verification.Verdict;

/** What the others are told of the domains that we look after. */
public final class PostureEvents {

    private static final int MAX_TEXT = 200;

    private static final int MAX_CHECKS = 100;

    private static final int MAX_DISTINGUISHED_NAME = 500;

    private static final int MAX_NAMES = 100;

    private PostureEvents() {}

    /** An event of the topic {@value PostureEvent#TOPIC}. */
    public static Outbox.Message message(PostureEvent event) {
        return new Outbox.Message(
                UUID.randomUUID(),
                PostureEvent.TOPIC,
                event.domain().value(),
                event.type(),
                EventJson.write(event),
                event.at());
    }

    /** A change of keys went a step on. */
    public static Outbox.Message advanced(DomainName domain, Rollover from, Rollover to) {
        return message(new RolloverAdvanced(
                domain,
                to.host(),
                from.step().word(),
                to.step().word(),
                to.warning().orElse(to.step().next()),
                to.since()));
    }

    /** An operator's override began. */
    public static Outbox.Message set(OperatorOverride override) {
        return message(new OverrideChanged(
                override.domain(),
                true,
                override.effect().kind(),
                override.until(),
                override.reason(),
                bounded(override.by()),
                override.setAt()));
    }

    /** An operator's override ended. */
    public static Outbox.Message removed(OperatorOverride override, String reason, String by, Instant at) {
        return message(new OverrideChanged(
                override.domain(), false, override.effect().kind(), override.until(), reason, bounded(by), at));
    }

    /**
     * A probe was done.
     *
     * @param policy by which the hosts were judged
     */
    public static Outbox.Message completed(DomainProbe probe, TlsPolicy policy) {
        Optional<StsState.Active> sts = policy.sts().live(probe.at());
        return message(new ProbeCompleted(
                probe.domain(),
                bounded(probe.reason()),
                probe.passed(),
                probe.hosts().stream().map(host -> host(host, policy.route())).toList(),
                sts.map(StsState.Active::id).orElse(""),
                sts.map(active -> active.policy().lines()).orElse(List.of()),
                probe.at()));
    }

    private static ProbeCompleted.Host host(HostProbe probe, Route route) {
        Optional<HostVerdict> records = verdict(probe.host(), route);
        return new ProbeCompleted.Host(
                probe.host().value(),
                probe.address(),
                probe.word(),
                probe.verdict()
                        .flatMap(Verdict::resultType)
                        .map(ResultType::word)
                        .orElse(""),
                probe.why(),
                probe.certificate().map(PostureEvents::fingerprint).orElse(""),
                records.map(PostureEvents::tlsa).orElse(List.of()).stream()
                        .map(TlsaRecord::toString)
                        .sorted()
                        .toList(),
                Optional.of(records.map(PostureEvents::tlsaState).orElse(ProbeCompleted.Host.TLSA_UNKNOWN)),
                probe.certificate().map(PostureEvents::certificate));
    }

    private static Optional<HostVerdict> verdict(DomainName host, Route route) {
        return route instanceof Route.Hosts known
                ? known.hosts().stream()
                        .filter(one -> one.mx().name().equals(host))
                        .map(Route.Host::verdict)
                        .findFirst()
                : Optional.empty();
    }

    private static List<TlsaRecord> tlsa(HostVerdict verdict) {
        return switch (verdict) {
            case HostVerdict.Usable usable -> usable.tlsa();
            case HostVerdict.Unusable unusable -> unusable.tlsa();
            case HostVerdict.NoTlsa _, HostVerdict.TempFail _, HostVerdict.Unreachable _ -> List.of();
        };
    }

    /** A lookup that fails says nothing of the records (RFC 7672 §2.1.1). */
    private static String tlsaState(HostVerdict verdict) {
        return switch (verdict) {
            case HostVerdict.Usable _, HostVerdict.Unusable _ -> ProbeCompleted.Host.TLSA_FOUND;
            case HostVerdict.NoTlsa _ -> ProbeCompleted.Host.TLSA_ABSENT;
            case HostVerdict.TempFail _, HostVerdict.Unreachable _ -> ProbeCompleted.Host.TLSA_UNKNOWN;
        };
    }

    private static ProbeCompleted.Certificate certificate(X509Certificate certificate) {
        return new ProbeCompleted.Certificate(
                bounded(certificate.getSubjectX500Principal().getName(), MAX_DISTINGUISHED_NAME),
                bounded(certificate.getIssuerX500Principal().getName(), MAX_DISTINGUISHED_NAME),
                CertificateNames.dnsNames(certificate).stream()
                        .limit(MAX_NAMES)
                        .map(name -> bounded(name, DomainName.MAX_LENGTH))
                        .toList(),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return TlsaRecord.associationData(1, certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read and cannot be written", e);
        }
    }

    /** The posture of a domain is another one than before; empty where no check came out otherwise. */
    public static Optional<Outbox.Message> changed(Posture now, Optional<Posture> previous) {
        List<Posture.Change> changes = now.changesSince(previous);
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(message(new PostureChanged(
                now.domain(),
                changes.stream().anyMatch(Posture.Change::worse),
                now.grade().word(),
                changes.stream().limit(MAX_CHECKS).map(PostureEvents::check).toList(),
                now.at())));
    }

    private static PostureChanged.Check check(Posture.Change change) {
        CheckResult now = change.now();
        return new PostureChanged.Check(
                now.check().word(),
                now.subject().value(),
                change.before().map(Grade::word).orElse(""),
                now.grade().word(),
                now.evidence(),
                now.mend());
    }

    private static String bounded(String text) {
        return bounded(text, MAX_TEXT);
    }

    private static String bounded(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
