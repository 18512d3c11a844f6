package org.mailkeep.policy.domain.verification;

import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.policy.domain.certificate.CertificateNames;
import org.mailkeep.policy.domain.mtasts.MxPattern;

/** Judges what a host showed. Checks signatures, so it takes its time: not for an event loop. */
public final class Verification {

    private Verification() {}

    /**
     * Whether {@code presented} is what {@code demand} asks for.
     *
     * @param authorities those that are trusted for MTA-STS
     */
    public static Verdict of(Demand demand, Presented presented, Set<TrustAnchor> authorities, Instant now) {
        return switch (demand) {
            case Demand.Nothing(String why) -> new Verdict.NothingDemanded(why);
            case Demand.Unavailable(var failure) -> new Verdict.PolicyUnavailable(failure.type(), failure.why());
            case Demand.Impossible(Failure failure) -> new Verdict.Failed(failure);
            case Demand.OfTls ofTls ->
                switch (presented) {
                    case Presented.NoStartTls() -> new Verdict.Failed(Failure.STARTTLS_NOT_OFFERED);
                    case Presented.NoTls() -> new Verdict.Failed(Failure.TLS_FAILED);
                    case Presented.Unreadable() -> new Verdict.Failed(Failure.CHAIN_UNREADABLE);
                    case Presented.Chain chain -> judge(ofTls, chain, authorities, now);
                };
        };
    }

    private static Verdict judge(
            Demand.OfTls demand, Presented.Chain chain, Set<TrustAnchor> authorities, Instant now) {
        return switch (demand) {
            case Demand.Dane(var records, var names) -> new TlsaMatch(chain, names, now).with(records);
            case Demand.Sts sts -> bySts(sts, chain, authorities, now);
            case Demand.Encryption() -> new Verdict.Encrypted();
        };
    }

    /** RFC 8461 §4.1 and §4.2: the policy allows the host, and the certificate is valid and for its name. */
    private static Verdict bySts(Demand.Sts demand, Presented.Chain chain, Set<TrustAnchor> authorities, Instant now) {
        Optional<MxPattern> pattern = demand.policy().mx().stream()
                .filter(candidate -> candidate.matches(demand.host()))
                .findFirst();
        if (pattern.isEmpty()) {
            return new Verdict.Failed(Failure.NOT_ALLOWED_BY_STS);
        }
        return new ChainCheck(chain, now)
                .problem(authorities, Failure.NOT_TRUSTED)
                .or(() -> CertificateNames.hasDnsName(chain.leaf(), demand.host())
                        ? Optional.empty()
                        : Optional.of(Failure.NAME_MISMATCH))
                .<Verdict>map(Verdict.Failed::new)
                .orElseGet(() -> new Verdict.StsMatched(pattern.get().toString()));
    }
}
