package org.mailkeep.report.domain.stored;

import java.util.List;
import org.mailkeep.report.domain.dmarc.DmarcRecord;
import org.mailkeep.report.domain.tlsrpt.PolicyResult;

/** A kept report with what it says; of very long ones the beginning. */
public sealed interface KeptDetail {

    KeptReport head();

    record Tls(KeptReport head, List<PolicyResult> policies) implements KeptDetail {}

    record Dmarc(KeptReport head, List<DmarcRecord> records) implements KeptDetail {}
}
