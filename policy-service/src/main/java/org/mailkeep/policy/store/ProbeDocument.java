package org.mailkeep.policy.store;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.mtasts.StsFailureType;
import org.mailkeep.policy.domain.probe.Contact;
import org.mailkeep.policy.domain.probe.DomainProbe;
import org.mailkeep.policy.domain.probe.HostProbe;
import org.mailkeep.policy.domain.verification.Failure;
import org.mailkeep.policy.domain.verification.Presented;
import org.mailkeep.policy.domain.verification.Verdict;

/** The JSON of the column {@code probe}. */
record ProbeDocument(DomainName domain, String reason, List<HostDocument> hosts, Instant at) {

    static String write(DomainProbe probe) {
        return Documents.write(new ProbeDocument(
                probe.domain(),
                probe.reason(),
                probe.hosts().stream().map(HostDocument::of).toList(),
                probe.at()));
    }

    static DomainProbe read(String json) {
        ProbeDocument document = Documents.read(json, ProbeDocument.class);
        return new DomainProbe(
                document.domain,
                document.reason,
                document.hosts.stream().map(HostDocument::toHost).toList(),
                document.at);
    }

    record HostDocument(DomainName host, String address, ContactDocument contact, Optional<VerdictDocument> verdict) {

        static HostDocument of(HostProbe probe) {
            return new HostDocument(
                    probe.host(),
                    probe.address(),
                    ContactDocument.of(probe.contact()),
                    probe.verdict().map(VerdictDocument::of));
        }

        HostProbe toHost() {
            return new HostProbe(host, address, contact.toContact(), verdict.map(VerdictDocument::toVerdict));
        }
    }

    /** @param presented {@code chain}, {@code no-starttls}, {@code no-tls} or {@code unreadable} */
    record ContactDocument(
            String kind,
            String banner,
            boolean startTls,
            Optional<String> tlsVersion,
            String presented,
            List<String> chain,
            Optional<String> why) {

        static ContactDocument of(Contact contact) {
            return switch (contact) {
                case Contact.Unreachable(String why) -> without("unreachable", why);
                case Contact.NotTried(String why) -> without("not-tried", why);
                case Contact.Answered answered ->
                    new ContactDocument(
                            "answered",
                            answered.banner(),
                            answered.startTls(),
                            answered.tlsVersion(),
                            switch (answered.presented()) {
                                case Presented.Chain _ -> "chain";
                                case Presented.NoStartTls() -> "no-starttls";
                                case Presented.NoTls() -> "no-tls";
                                case Presented.Unreadable() -> "unreadable";
                            },
                            answered.presented() instanceof Presented.Chain(var certificates)
                                    ? certificates.stream()
                                            .map(ContactDocument::encoded)
                                            .toList()
                                    : List.of(),
                            answered.why());
            };
        }

        Contact toContact() {
            return switch (kind) {
                case "answered" -> new Contact.Answered(banner, startTls, tlsVersion, toPresented(), why);
                case "not-tried" -> new Contact.NotTried(why.orElse(""));
                default -> new Contact.Unreachable(why.orElse(""));
            };
        }

        private Presented toPresented() {
            return switch (presented) {
                case "chain" ->
                    Presented.read(
                            chain.stream().map(Base64.getDecoder()::decode).toList());
                case "no-starttls" -> new Presented.NoStartTls();
                case "no-tls" -> new Presented.NoTls();
                default -> new Presented.Unreadable();
            };
        }

        private static ContactDocument without(String kind, String why) {
            return new ContactDocument(kind, "", false, Optional.empty(), "", List.of(), Optional.of(why));
        }

        private static String encoded(X509Certificate certificate) {
            try {
                return Base64.getEncoder().encodeToString(certificate.getEncoded());
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate that was read and cannot be written", e);
            }
        }
    }

    /** @param detail the record, the pattern, the failure, or the reason, by {@code word} */
    record VerdictDocument(String word, String detail, Optional<StsFailureType> type) {

        static VerdictDocument of(Verdict verdict) {
            return switch (verdict) {
                case Verdict.DaneMatched(TlsaRecord record) -> simple(verdict, record.toString());
                case Verdict.Encrypted() -> simple(verdict, "");
                case Verdict.StsMatched(String pattern) -> simple(verdict, pattern);
                case Verdict.NothingDemanded(String why) -> simple(verdict, why);
                case Verdict.Failed(Failure failure) -> simple(verdict, failure.name());
                case Verdict.PolicyUnavailable(StsFailureType type, String why) ->
                    new VerdictDocument(verdict.word(), why, Optional.of(type));
            };
        }

        Verdict toVerdict() {
            return switch (word) {
                case "dane-matched" -> new Verdict.DaneMatched(record(detail));
                case "encrypted" -> new Verdict.Encrypted();
                case "sts-matched" -> new Verdict.StsMatched(detail);
                case "policy-unavailable" ->
                    new Verdict.PolicyUnavailable(type.orElse(StsFailureType.FETCH_ERROR), detail);
                case "failed" -> new Verdict.Failed(Failure.valueOf(detail));
                default -> new Verdict.NothingDemanded(detail);
            };
        }

        private static VerdictDocument simple(Verdict verdict, String detail) {
            return new VerdictDocument(verdict.word(), detail, Optional.empty());
        }

        private static TlsaRecord record(String text) {
            String[] fields = text.split(" ", -1);
            return new TlsaRecord(
                    Integer.parseInt(fields[0]), Integer.parseInt(fields[1]), Integer.parseInt(fields[2]), fields[3]);
        }
    }
}
