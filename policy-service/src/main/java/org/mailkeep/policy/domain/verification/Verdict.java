package org.mailkeep.policy.domain.verification;

import java.util.Optional;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.mtasts.StsFailureType;

/** Whether a host satisfies a policy. */
public sealed interface Verdict {

    /** A TLSA record matches (RFC 7672 §3.1). */
    record DaneMatched(TlsaRecord record) implements Verdict {}

    /** TLS is demanded without authentication, since no TLSA record is usable (RFC 7672 §2.2); and there is TLS. */
    record Encrypted() implements Verdict {}

    /**
     * The certificate is what MTA-STS asks for.
     *
     * @param pattern the mx of the policy that allows the host
     */
    record StsMatched(String pattern) implements Verdict {}

    /** Nothing is demanded of the host. */
    record NothingDemanded(String why) implements Verdict {}

    /** Nothing can be demanded of the host, since the domain's MTA-STS policy cannot be had; a report tells of that. */
    record PolicyUnavailable(StsFailureType type, String why) implements Verdict {}

    /** The host must not be given mail, or would not be if the policy were enforced. */
    record Failed(Failure failure) implements Verdict {}

    /** Whether mail may go to the host. */
    default boolean passes() {
        return switch (this) {
            case DaneMatched _, Encrypted _, StsMatched _, NothingDemanded _, PolicyUnavailable _ -> true;
            case Failed _ -> false;
        };
    }

    /** What a report would say of it; empty where there is nothing to report (RFC 8460 §4.3). */
    default Optional<ResultType> resultType() {
        return switch (this) {
            case DaneMatched _, Encrypted _, StsMatched _, NothingDemanded _ -> Optional.empty();
            case PolicyUnavailable unavailable ->
                Optional.of(
                        switch (unavailable.type()) {
                            case FETCH_ERROR -> ResultType.STS_POLICY_FETCH_ERROR;
                            case POLICY_INVALID -> ResultType.STS_POLICY_INVALID;
                            case WEBPKI_INVALID -> ResultType.STS_WEBPKI_INVALID;
                        });
            case Failed(Failure failure) -> Optional.of(failure.resultType());
        };
    }

    /** The verdict in a word, for machines. */
    default String word() {
        return switch (this) {
            case DaneMatched _ -> "dane-matched";
            case Encrypted _ -> "encrypted";
            case StsMatched _ -> "sts-matched";
            case NothingDemanded _ -> "nothing-demanded";
            case PolicyUnavailable _ -> "policy-unavailable";
            case Failed _ -> "failed";
        };
    }

    /** The verdict in a sentence, without text from strangers. */
    default String why() {
        return switch (this) {
            case DaneMatched(TlsaRecord record) ->
                "the TLSA record " + record.usage() + " " + record.selector() + " " + record.matchingType()
                        + " matches the certificate";
            case Encrypted() -> "no TLSA record is usable, so that TLS is enough";
            case StsMatched(String pattern) ->
                "the certificate is valid for the host, which the policy allows: " + pattern;
            case NothingDemanded(String reason) -> reason;
            case PolicyUnavailable unavailable -> unavailable.why();
            case Failed(Failure failure) -> failure.text();
        };
    }
}
