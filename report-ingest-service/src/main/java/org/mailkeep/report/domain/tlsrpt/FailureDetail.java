package org.mailkeep.report.domain.tlsrpt;

import java.util.Optional;
import org.mailkeep.report.domain.ContentHash;

/**
 * Sessions that failed for one reason (RFC 8460 §4.4). Addresses and hosts are claims of a stranger, kept as written.
 *
 * @param resultType the word of RFC 8460 §4.3 or another one, kept
 */
public record FailureDetail(
        String resultType,
        Optional<String> sendingMtaIp,
        Optional<String> receivingMxHostname,
        Optional<String> receivingMxHelo,
        Optional<String> receivingIp,
        long failedSessions,
        Optional<String> additionalInformation,
        Optional<String> failureReasonCode) {

    void describe(ContentHash hash) {
        hash.add(resultType)
                .add(sendingMtaIp.orElse(""))
                .add(receivingMxHostname.orElse(""))
                .add(receivingMxHelo.orElse(""))
                .add(receivingIp.orElse(""))
                .add(failedSessions)
                .add(additionalInformation.orElse(""))
                .add(failureReasonCode.orElse(""));
    }
}
