package org.mailkeep.testkit.world;

import java.util.Map;

/** DMARC, CAA and TLSRPT records of the demo world, the good with the bad. A domain without an entry has none. */
final class DemoRecords {

    private static final Map<String, String> RECORDS = Map.ofEntries(
            Map.entry("dane.example", """
                    _dmarc      TXT "v=DMARC1; p=reject; rua=mailto:dmarc@dane.example"
                    _smtp._tls  TXT "v=TLSRPTv1; rua=mailto:tls@dane.example"
                    @           CAA 0 issue "ca.example"
                    @           CAA 0 issuewild ";"
                    @           CAA 0 iodef "mailto:security@dane.example"
                    """),
            // The reports go to another organization, which agrees to it (below, at hosting.test).
            Map.entry("dane-and-sts.example", """
                    _dmarc      TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@hosting.test"
                    _smtp._tls  TXT "v=TLSRPTv1; rua=https://reports.hosting.test/v1/tlsrpt"
                    @           CAA 0 issue "ca.example; accounturi=https://ca.example/acct/1; validationmethods=dns-01"
                    """),
            Map.entry("hosting.test", """
                    dane-and-sts.example._report._dmarc TXT "v=DMARC1"
                    """),
            // Protects nothing yet; names below have preferences of their own.
            Map.entry("sts.example", """
                    _dmarc      TXT "v=DMARC1; p=none; sp=quarantine; np=reject; rua=mailto:dmarc@sts.example"
                    shop        A   127.0.0.1
                    _dmarc.shop TXT "v=DMARC1; p=reject; adkim=s; aspf=s; psd=n"
                    _smtp._tls  TXT "v=TLSRPTv1; rua=mailto:tls@sts.example"
                    @           CAA 0 issue "ca.example"
                    @           CAA 0 issue "other-ca.example"
                    """),
            Map.entry("testing.example", """
                    _dmarc      TXT "v=DMARC1; p=reject; t=y; pct=50; rua=mailto:dmarc@testing.example"
                    @           CAA 0 issue ";"
                    """),
            // Two records where one is allowed, a critical property that nobody knows.
            Map.entry("mismatch.example", """
                    _dmarc      TXT "v=DMARC1; p=reject"
                    _dmarc      TXT "v=DMARC1; p=none"
                    _smtp._tls  TXT "v=TLSRPTv1; rua=mailto:tls@mismatch.example"
                    _smtp._tls  TXT "v=TLSRPTv1; rua=mailto:more@mismatch.example"
                    @           CAA 128 tbs "unknown"
                    @           CAA 0 issue "ca.example"
                    """),
            // The reports would go to somebody who did not agree to it; the usual mistake in TLSRPT.
            Map.entry("wildcard-sts.example", """
                    _dmarc      TXT "v=DMARC1; p=block; rua=mailto:dmarc@plain.example"
                    _smtp._tls  TXT "v=TLSRPTv1; rua=tls@wildcard-sts.example"
                    @           CAA 0 issue "not a name"
                    """));

    private DemoRecords() {}

    /** Zone text, relative to the domain; may be empty. */
    static String of(String domain) {
        return RECORDS.getOrDefault(domain, "");
    }
}
