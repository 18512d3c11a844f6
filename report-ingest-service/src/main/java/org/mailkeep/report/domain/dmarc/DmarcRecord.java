package org.mailkeep.report.domain.dmarc;

import java.util.List;
import java.util.Optional;
import org.mailkeep.report.domain.ContentHash;

/**
 * Messages from one source that fared alike. The words are in lower case, unknown ones kept.
 *
 * @param sourceIp as written
 * @param count messages
 * @param dkim the aligned result: {@code pass} or {@code fail}
 * @param spf the same for SPF
 */
public record DmarcRecord(
        String sourceIp,
        long count,
        String disposition,
        String dkim,
        String spf,
        List<Reason> reasons,
        Optional<String> headerFrom,
        Optional<String> envelopeFrom,
        Optional<String> envelopeTo,
        List<DkimResult> dkimResults,
        List<SpfResult> spfResults) {

    /** Why the policy was not followed. */
    public record Reason(String type, Optional<String> comment) {}

    /** A signature and what came of verifying it. */
    public record DkimResult(String domain, Optional<String> selector, String result, Optional<String> humanResult) {}

    /** What came of SPF for a domain. */
    public record SpfResult(String domain, Optional<String> scope, String result, Optional<String> humanResult) {}

    public DmarcRecord {
        reasons = List.copyOf(reasons);
        dkimResults = List.copyOf(dkimResults);
        spfResults = List.copyOf(spfResults);
    }

    /** Whether one of the two vouches for the author's domain (RFC 7489 §4.2). */
    public boolean passes() {
        return dkim.equals("pass") || spf.equals("pass");
    }

    void describe(ContentHash hash) {
        hash.add(sourceIp)
                .add(count)
                .add(disposition)
                .add(dkim)
                .add(spf)
                .add(headerFrom.orElse(""))
                .add(envelopeFrom.orElse(""))
                .add(envelopeTo.orElse(""))
                .addUnordered(
                        reasons,
                        (inner, one) -> inner.add(one.type()).add(one.comment().orElse("")))
                .addUnordered(
                        dkimResults,
                        (inner, one) -> inner.add(one.domain())
                                .add(one.selector().orElse(""))
                                .add(one.result()))
                .addUnordered(
                        spfResults,
                        (inner, one) -> inner.add(one.domain())
                                .add(one.scope().orElse(""))
                                .add(one.result()));
    }
}
