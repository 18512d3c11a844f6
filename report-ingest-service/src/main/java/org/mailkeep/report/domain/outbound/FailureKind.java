package org.mailkeep.report.domain.outbound;

import java.util.Optional;
import org.mailkeep.report.domain.ContentHash;
import org.mailkeep.report.domain.tlsrpt.FailureDetail;

/**
 * What failed sessions have in common (RFC 8460 §4.4).
 *
 * @param resultType a word of RFC 8460 §4.3
 * @param additionalInformation a URI
 */
public record FailureKind(
        String resultType,
        Optional<String> sendingMtaIp,
        Optional<String> receivingMxHostname,
        Optional<String> receivingMxHelo,
        Optional<String> receivingIp,
        Optional<String> additionalInformation,
        Optional<String> failureReasonCode) {

    /** The reason code of all failures that are not told apart any more. */
    public static final String OTHER = "other: too many different failures to list them all";

    /** What is left of it where a domain met too many kinds in a day: the word, and which of our servers it was. */
    FailureKind folded() {
        return new FailureKind(
                resultType,
                sendingMtaIp,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(OTHER));
    }

    /** Stands for all of it among the failures of a domain and day under one policy. */
    public String key() {
        return Keys.of(new ContentHash()
                .add(resultType)
                .add(sendingMtaIp.orElse(""))
                .add(receivingMxHostname.orElse(""))
                .add(receivingMxHelo.orElse(""))
                .add(receivingIp.orElse(""))
                .add(additionalInformation.orElse(""))
                .add(failureReasonCode.orElse("")));
    }

    FailureDetail detail(long sessions) {
        return new FailureDetail(
                resultType,
                sendingMtaIp,
                receivingMxHostname,
                receivingMxHelo,
                receivingIp,
                sessions,
                additionalInformation,
                failureReasonCode);
    }
}
