package org.mailkeep.policy.domain.posture;

import java.util.List;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.contracts.reporting.ReportUri;
import org.mailkeep.contracts.reporting.TlsRptRecord;

/** Do reports about TLS arrive where they should (RFC 8460 §3)? */
public final class TlsRptCheck {

    private TlsRptCheck() {}

    /**
     * Checks the records at {@code _smtp._tls}.
     *
     * @param expected where reports are to go; empty where nothing is expected
     */
    public static CheckResult of(DomainName domain, Lookup<String> answer, List<String> expected) {
        Notes notes = new Notes(Check.TLSRPT, domain);
        return switch (answer) {
            case Lookup.Secure<String> found -> judge(notes, domain, TlsRptRecord.of(found.records()), expected);
            case Lookup.Insecure<String> found -> judge(notes, domain, TlsRptRecord.of(found.records()), expected);
            case Lookup.NoData<String> _, Lookup.NxDomain<String> _ ->
                judge(notes, domain, new TlsRptRecord.Absent(), expected);
            case Lookup.Bogus<String> _ ->
                notes.fail("The TLSRPT record fails DNSSEC validation.", "Sign the zone anew.")
                        .orPass("");
            case Lookup.TempFail<String> _ ->
                notes.warn("The TLSRPT record could not be looked up.", "Repair the name servers of the domain.")
                        .orPass("");
        };
    }

    private static CheckResult judge(Notes notes, DomainName domain, TlsRptRecord record, List<String> expected) {
        String mend = "Publish at _smtp._tls." + domain + ": v=TLSRPTv1; rua="
                + (expected.isEmpty() ? "mailto:…" : String.join(",", expected));
        switch (record) {
            case TlsRptRecord.Absent() -> {
                if (expected.isEmpty()) {
                    notes.warn("There is no TLSRPT record, so that nobody tells when TLS fails.", mend);
                } else {
                    notes.fail("There is no TLSRPT record, although reports are expected.", mend);
                }
            }
            case TlsRptRecord.Invalid(String why) -> notes.fail("The TLSRPT record counts as none: " + why + ".", mend);
            case TlsRptRecord.Announced announced -> {
                announced
                        .faults()
                        .forEach(fault -> notes.warn("In the TLSRPT record, " + fault + ".", "Correct the record."));
                List<String> live =
                        announced.rua().stream().map(ReportUri::text).toList();
                if (!live.containsAll(expected)) {
                    notes.warn("The reports do not go where they are expected.", mend);
                }
            }
        }
        return notes.orPass("Reports about TLS are asked for.");
    }
}
