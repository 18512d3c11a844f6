package org.mailkeep.testkit.world;

import java.io.IOException;
import java.time.Clock;
import java.util.List;

/**
 * The demo world: domains below {@code .example} that show every outcome of a policy lookup, each of which exists in
 * the small internet it is added to.
 *
 * <p>{@code .example} and {@code .test} are signed, with NSEC and NSEC3. All mail exchangers share 127.0.0.1, except
 * those that must behave differently before the TLS handshake.
 */
public final class DemoWorld {

    private DemoWorld() {}

    /** Every demo domain with what is to be expected of it. */
    public static List<DemoDomain> domains() {
        return List.of(
                new DemoDomain("dane.example", "DANE: both MX hosts have a usable TLSA record", "dane", "OK dane-only"),
                new DemoDomain("nsec3.example", "DANE in a zone whose denials use NSEC3", "dane", "OK dane-only"),
                new DemoDomain("bücher.example", "DANE for an internationalised name", "dane", "OK dane-only"),
                new DemoDomain("implicit.example", "DANE without an MX record (RFC 5321 §5.1)", "dane", "OK dane-only"),
                new DemoDomain("alias.example", "DANE: the MX host is a CNAME in signed zones", "dane", "OK dane-only"),
                new DemoDomain(
                        "hosted.example", "DANE at a provider's MX host in another zone", "dane", "OK dane-only"),
                new DemoDomain("deadmx.example", "DANE beside an MX host that does not exist", "dane", "OK dane-only"),
                new DemoDomain(
                        "tlsafail.example",
                        "DANE; the TLSA lookup of one of two hosts fails, so that one waits",
                        "dane",
                        "OK dane-only"),
                new DemoDomain(
                        "mismatch.example",
                        "DANE, but the host presents another certificate: mail waits",
                        "dane",
                        "OK dane-only"),
                new DemoDomain(
                        "stripped.example",
                        "DANE, but the host offers no STARTTLS: mail waits",
                        "dane",
                        "OK dane-only"),
                new DemoDomain("dane-and-sts.example", "DANE and MTA-STS: DANE goes first", "dane", "OK dane-only"),
                new DemoDomain("unusable.example", "only TLSA records nobody can use: encrypt", "mixed", "OK dane"),
                new DemoDomain("insecuremx.example", "an unsigned domain at a provider with DANE", "mixed", "OK dane"),
                new DemoDomain("mixed.example", "one MX host with TLSA, one without", "mixed", "OK dane"),
                new DemoDomain("mixed-sts.example", "as mixed.example, with enforced MTA-STS", "mixed", "OK dane"),
                new DemoDomain(
                        "sts.example",
                        "MTA-STS in mode enforce",
                        "sts",
                        "OK secure match=mail.sts.example servername=hostname"),
                new DemoDomain(
                        "wildcard-sts.example",
                        "MTA-STS that allows every host below a name",
                        "sts",
                        "OK secure match=mail.wildcard-sts.example:.mx.wildcard-sts.example servername=hostname"),
                new DemoDomain(
                        "insecuremx-sts.example",
                        "MTA-STS decides where the MX records are unsigned",
                        "sts",
                        "OK secure match=mx.hosting.test servername=hostname"),
                new DemoDomain("testing.example", "MTA-STS in mode testing: only reports", "none", "NOTFOUND "),
                new DemoDomain("stsmode-none.example", "MTA-STS being taken back", "none", "NOTFOUND "),
                new DemoDomain("brokenpolicy.example", "an MTA-STS policy that breaks the rules", "none", "NOTFOUND "),
                new DemoDomain("stsfetch404.example", "an MTA-STS record without a policy", "none", "NOTFOUND "),
                new DemoDomain("stsbadcert.example", "a policy host whose certificate expired", "none", "NOTFOUND "),
                new DemoDomain("plain.example", "neither DANE nor MTA-STS", "none", "NOTFOUND "),
                new DemoDomain("nullmx.example", "takes no mail at all (RFC 7505)", "none", "NOTFOUND "),
                new DemoDomain("missing.example", "does not exist", "none", "NOTFOUND "),
                new DemoDomain("bogus.example", "DNSSEC signatures that are wrong", "tempfail", "TEMP "),
                new DemoDomain("expired.example", "DNSSEC signatures that expired", "tempfail", "TEMP "),
                new DemoDomain("servfail.example", "name servers that fail", "tempfail", "TEMP "));
    }

    /** Starts a small internet with the demo world in it. */
    public static SmallInternet start(SmallInternet.Ports ports, Clock clock) throws IOException {
        SmallInternet internet = SmallInternet.start(ports, clock);
        try {
            addTo(internet);
            return internet;
        } catch (IOException e) {
            internet.close();
            throw e;
        }
    }

    /** Adds every demo domain to an internet that has none of their zones yet. */
    public static void addTo(SmallInternet internet) throws IOException {
        new DemoZones(internet).add();
        DemoKeys.addTo(internet);
    }
}
