package org.mailkeep.testkit.world;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailkeep.testkit.dns.DnsFault;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.dns.Zone;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.smtp.MxBehaviour;
import org.mailkeep.testkit.tls.CertificateKind;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.xbill.DNS.Type;

/** Builds what {@link DemoWorld#domains} lists: zones, certificates, policies, faults. */
final class DemoZones {

    /** Speaks plain SMTP alone, at an address of its own. */
    private static final String WITHOUT_TLS = "127.0.0.2";

    private static final String PROVIDER_HOST = "mx.hosting.test";

    private final SmallInternet internet;
    private final List<Zone> zones = new ArrayList<>();

    DemoZones(SmallInternet internet) {
        this.internet = internet;
    }

    void add() throws IOException {
        signed("example", "");
        zones.add(Zone.parse("test", Signing.NSEC3, ""));
        signed("hosting.test", host("mx", "127.0.0.1") + tlsa("mx.hosting.test", "mx"));
        addDaneDomains();
        addPartlySecuredDomains();
        addMtaStsDomains();
        addDomainsWithoutPolicy();
        addFailingDomains();
        internet.dns().put(zones.toArray(Zone[]::new));
    }

    private void addDaneDomains() throws IOException {
        signed("dane.example", twoHosts() + tlsa("mx1.dane.example", "mx1") + tlsa("mx2.dane.example", "mx2"));
        zones.add(Zone.parse("nsec3.example", Signing.NSEC3, oneHost() + tlsa("mail.nsec3.example", "mail")));
        signed("bücher.example", oneHost() + tlsa("mail.bücher.example", "mail"));
        signed("implicit.example", "@ A 127.0.0.1\n" + tlsaAt("_25._tcp", identity("implicit.example"), 3));
        signed(
                "alias.example",
                "@ MX 10 mail\nmail CNAME real\n" + host("real", "127.0.0.1") + tlsa("real.alias.example", "real"));
        signed("hosted.example", "@ MX 10 " + PROVIDER_HOST + ".\n");
        signed("deadmx.example", "@ MX 20 gone\n" + oneHost() + tlsa("mail.deadmx.example", "mail"));
        ServerIdentity announced = internet.authority().issue("mail.mismatch.example");
        internet.certifiedExchanger("mail.mismatch.example");
        signed("mismatch.example", oneHost() + tlsaAt("_25._tcp.mail", announced, 3));
        internet.mx(WITHOUT_TLS).behave(MxBehaviour.NO_STARTTLS);
        signed(
                "stripped.example",
                "@ MX 10 mail\n" + host("mail", WITHOUT_TLS) + tlsa("mail.stripped.example", "mail"));
        signed("dane-and-sts.example", oneHost() + tlsa("mail.dane-and-sts.example", "mail") + stsRecord());
        policy("dane-and-sts.example", "enforce", "mail.dane-and-sts.example");
    }

    private void addPartlySecuredDomains() throws IOException {
        // RFC 7672 §3.1.3: SMTP clients cannot use the PKIX usages 0 and 1.
        signed("unusable.example", oneHost() + tlsaAt("_25._tcp.mail", identity("mail.unusable.example"), 1));
        unsigned("insecuremx.example", "@ MX 10 " + PROVIDER_HOST + ".\n");
        signed("mixed.example", twoHosts() + tlsa("mx1.mixed.example", "mx1"));
        internet.certifiedExchanger("mx2.mixed.example");
        signed(
                "tlsafail.example",
                twoHosts() + tlsa("mx1.tlsafail.example", "mx1") + tlsa("mx2.tlsafail.example", "mx2"));
        internet.dns().faults().set("_25._tcp.mx2.tlsafail.example", Type.TLSA, DnsFault.SERVFAIL);
        signed("mixed-sts.example", twoHosts() + tlsa("mx1.mixed-sts.example", "mx1") + stsRecord());
        policy("mixed-sts.example", "enforce", "mx1.mixed-sts.example", "mx2.mixed-sts.example");
        internet.certifiedExchanger("mx2.mixed-sts.example");
    }

    private void addMtaStsDomains() throws IOException {
        certifiedWithSts("sts.example");
        policy("sts.example", "enforce", "mail.sts.example");
        certifiedWithSts("wildcard-sts.example");
        policy("wildcard-sts.example", "enforce", "mail.wildcard-sts.example", "*.mx.wildcard-sts.example");
        unsigned("insecuremx-sts.example", "@ MX 10 " + PROVIDER_HOST + ".\n" + stsRecord());
        policy("insecuremx-sts.example", "enforce", PROVIDER_HOST);
        certifiedWithSts("testing.example");
        policy("testing.example", "testing", "mail.testing.example");
        certifiedWithSts("stsmode-none.example");
        policy("stsmode-none.example", "none");
        certifiedWithSts("brokenpolicy.example");
        internet.serveMtaStsPolicy(
                "brokenpolicy.example",
                Reply.text("version: STSv1\r\nmode: enforce\r\nmx: 192.0.2.1\r\nmax_age: a week\r\n"));
        certifiedWithSts("stsfetch404.example");
        internet.serveMtaStsPolicy("stsfetch404.example", Reply.status(404));
        certifiedWithSts("stsbadcert.example");
        policy("stsbadcert.example", "enforce", "mail.stsbadcert.example");
        internet.web().host("mta-sts.stsbadcert.example").certificate(CertificateKind.EXPIRED);
    }

    private void addDomainsWithoutPolicy() throws IOException {
        unsigned("plain.example", oneHost());
        internet.certifiedExchanger("mail.plain.example");
        signed("nullmx.example", "@ MX 0 .\n");
    }

    private void addFailingDomains() throws IOException {
        signed("bogus.example", oneHost() + tlsa("mail.bogus.example", "mail"));
        internet.dns().faults().set("bogus.example", DnsFault.BOGUS_SIGNATURE);
        internet.dns().faults().set("_smtp._tls.bogus.example", DnsFault.BOGUS_SIGNATURE);
        signed("expired.example", oneHost() + tlsa("mail.expired.example", "mail"));
        internet.dns().faults().set("expired.example", DnsFault.EXPIRED_SIGNATURE);
        unsigned("servfail.example", oneHost());
        internet.dns().faults().set("servfail.example", DnsFault.SERVFAIL);
        internet.dns().faults().set("_dmarc.servfail.example", DnsFault.SERVFAIL);
    }

    private void signed(String domain, String text) {
        zones.add(Zone.parse(domain, Signing.NSEC, text + DemoRecords.of(domain)));
    }

    private void unsigned(String domain, String text) {
        zones.add(Zone.parse(domain, Signing.UNSIGNED, text + DemoRecords.of(domain)));
    }

    private void certifiedWithSts(String domain) throws IOException {
        unsigned(domain, oneHost() + stsRecord());
        internet.certifiedExchanger("mail." + domain);
    }

    private void policy(String domain, String mode, String... patterns) {
        StringBuilder text = new StringBuilder("version: STSv1\r\nmode: " + mode + "\r\n");
        for (String pattern : patterns) {
            text.append("mx: ").append(pattern).append("\r\n");
        }
        internet.serveMtaStsPolicy(
                domain, Reply.text(text.append("max_age: 604800\r\n").toString()));
    }

    private ServerIdentity identity(String host) throws IOException {
        return internet.certifiedExchanger(host);
    }

    /** A good certificate for the host, and the record that announces it. */
    private String tlsa(String host, String label) throws IOException {
        return tlsaAt("_25._tcp." + label, identity(host), 3);
    }

    private static String tlsaAt(String owner, ServerIdentity identity, int usage) {
        return owner + " TLSA " + identity.tlsa(usage, 1, 1) + "\n";
    }

    private static String stsRecord() {
        return "_mta-sts TXT \"v=STSv1; id=20261101T000000;\"\nmta-sts A 127.0.0.1\n";
    }

    private static String oneHost() {
        return "@ MX 10 mail\n" + host("mail", "127.0.0.1");
    }

    private static String twoHosts() {
        return "@ MX 10 mx1\n@ MX 20 mx2\n" + host("mx1", "127.0.0.1") + host("mx2", "127.0.0.1");
    }

    private static String host(String label, String address) {
        return label + " A " + address + "\n";
    }
}
