package org.mailkeep.policy.api.pages;

import org.mailkeep.policy.domain.posture.Check;
import org.mailkeep.policy.domain.posture.CheckResult;
import org.mailkeep.policy.domain.posture.Grade;
import org.mailkeep.ui.Mark;

/**
 * A check of a domain's posture as its page shows it.
 *
 * @param mend empty where there is nothing to mend
 */
record PostureLine(Mark mark, String grade, String check, String subject, String evidence, String mend) {

    static PostureLine of(CheckResult result) {
        return new PostureLine(
                mark(result.grade()),
                result.grade().word(),
                title(result.check()),
                result.subject().value(),
                result.evidence(),
                result.mend());
    }

    static Mark mark(Grade grade) {
        return switch (grade) {
            case PASS -> Mark.GOOD;
            case WARN -> Mark.WARN;
            case FAIL -> Mark.BAD;
        };
    }

    private static String title(Check check) {
        return switch (check) {
            case DNSSEC_DOMAIN -> "DNSSEC of the domain";
            case DNSSEC_MX_HOST -> "DNSSEC of the mail server's name";
            case MTA_STS_RECORD -> "MTA-STS record";
            case MTA_STS_POLICY -> "MTA-STS policy";
            case POLICY_HOST_CERTIFICATE -> "Certificate of the policy host";
            case TLSA -> "TLSA records";
            case STARTTLS -> "STARTTLS";
            case CERTIFICATE_EXPIRY -> "Certificate's life";
            case CAA -> "CAA";
            case DMARC -> "DMARC";
            case DMARC_REPORTS -> "DMARC reports";
            case TLSRPT -> "TLS reports";
        };
    }
}
