package org.mailkeep.testkit.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.pgp.KeyOwner;
import org.mailkeep.testkit.vks.KeyFault;
import org.mailkeep.testkit.vks.KeyServer;
import org.mailkeep.testkit.vks.WebKeyDirectory;

/** The OpenPGP keys of the demo world: Web Key Directories by both methods, a keyserver, and what goes wrong with them. */
public final class DemoKeys {

    private static final String KEYSERVER = "keys.keyserver.example";

    /** Keys are older than the world, and the same whenever it starts: pins outlive it. */
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private static final String BOTH_HOSTS = "@ A 127.0.0.1\nopenpgpkey A 127.0.0.1\n";
    private static final String DOMAIN_ONLY = "@ A 127.0.0.1\n";

    private DemoKeys() {}

    /** The base URL of the keyserver. */
    public static String keyserver() {
        return "https://" + KEYSERVER;
    }

    /** Everybody, with what is to be expected of a lookup. */
    public static List<DemoCorrespondent> correspondents() {
        return List.of(
                new DemoCorrespondent(
                        "wilma@wkd.example", "a Web Key Directory, advanced method", "found", "wkd-advanced", "valid"),
                new DemoCorrespondent(
                        "dirk@wkd-direct.example",
                        "a Web Key Directory, direct method",
                        "found",
                        "wkd-direct",
                        "valid"),
                new DemoCorrespondent(
                        "vera@wkd.example", "no key in the directory, one on the keyserver", "found", "vks", "valid"),
                new DemoCorrespondent("rudi@wkd.example", "a revoked key", "found", "wkd-advanced", "revoked"),
                new DemoCorrespondent("emma@wkd.example", "a key that has expired", "found", "wkd-advanced", "expired"),
                new DemoCorrespondent("nora@wkd.example", "no key anywhere", "not-found", "", ""),
                new DemoCorrespondent(
                        "paul@wkd-broken.example", "a directory that answers with a web page", "temp-fail", "", ""));
    }

    /** Adds them to an internet with the demo world's zones in it. */
    static void addTo(SmallInternet internet) {
        internet.dns().put("keyserver.example", Signing.NSEC, "keys A 127.0.0.1\n");
        internet.dns().put("wkd.example", Signing.NSEC, BOTH_HOSTS);
        internet.dns().put("wkd-broken.example", Signing.NSEC, BOTH_HOSTS);
        internet.dns().put("wkd-direct.example", Signing.NSEC, DOMAIN_ONLY);
        KeyServer keyserver = KeyServer.on(internet.web().host(KEYSERVER));
        WebKeyDirectory directory = WebKeyDirectory.advanced(internet.web(), "wkd.example");
        directory.publish("wilma@wkd.example", owner("wilma@wkd.example").certificate());
        directory.publish(
                "rudi@wkd.example",
                owner("rudi@wkd.example").revoked(CREATED.plusSeconds(60), 1).certificate());
        directory.publish(
                "emma@wkd.example",
                owner("emma@wkd.example")
                        .expiringAfter(Duration.ofDays(30), CREATED.plusSeconds(60))
                        .certificate());
        keyserver.put(owner("vera@wkd.example").certificate(), "vera@wkd.example");
        WebKeyDirectory.direct(internet.web(), "wkd-direct.example")
                .publish(
                        "dirk@wkd-direct.example",
                        owner("dirk@wkd-direct.example").certificate());
        WebKeyDirectory.advanced(internet.web(), "wkd-broken.example")
                .answer("paul@wkd-broken.example", KeyFault.HTML_PAGE.reply());
    }

    private static KeyOwner owner(String address) {
        return KeyOwner.reproducible(address, CREATED, "Demo <" + address + ">");
    }
}
