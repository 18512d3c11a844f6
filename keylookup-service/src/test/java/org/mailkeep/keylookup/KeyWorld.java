package org.mailkeep.keylookup;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.pgp.KeyOwner;
import org.mailkeep.testkit.vks.KeyServer;
import org.mailkeep.testkit.vks.WebKeyDirectory;
import org.mailkeep.testkit.world.DemoWorld;
import org.mailkeep.testkit.world.SmallInternet;

/** The demo world with two more keyservers, and as many mail domains as tests want, each with its own directories. */
public final class KeyWorld implements AutoCloseable {

    /** When the keys in this world were made. */
    public static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicInteger names = new AtomicInteger();
    private final SmallInternet internet;
    private final OwnDirectory ownDirectory;
    private final KeyServer first;
    private final KeyServer second;

    KeyWorld() throws IOException {
        internet = DemoWorld.start(SmallInternet.Ports.FREE, Clock.systemUTC());
        internet.dns().put("vks.example", Signing.NSEC, "first A 127.0.0.1\nsecond A 127.0.0.1\n");
        first = KeyServer.on(internet.web().host("first.vks.example"));
        second = KeyServer.on(internet.web().host("second.vks.example"));
        ownDirectory = new OwnDirectory();
    }

    /** A mail domain. */
    public final class Domain {

        private final String name;

        private Domain(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        /** An address in it. */
        public String address(String localPart) {
            return localPart + "@" + name;
        }

        /** Somebody with that address and a key. */
        public KeyOwner owner(String localPart) {
            return KeyOwner.create(CREATED, "Somebody <" + address(localPart) + ">");
        }

        /** Its directory by the advanced method. */
        public WebKeyDirectory advanced() {
            return WebKeyDirectory.advanced(internet.web(), name);
        }

        /** Its directory by the direct method. */
        public WebKeyDirectory direct() {
            return WebKeyDirectory.direct(internet.web(), name);
        }
    }

    public SmallInternet internet() {
        return internet;
    }

    public OwnDirectory ownDirectory() {
        return ownDirectory;
    }

    /** The keyserver that is asked first. */
    public KeyServer first() {
        return first;
    }

    /** The keyserver that is asked second. */
    public KeyServer second() {
        return second;
    }

    /** A domain where both hosts of a directory exist; nothing is served on them yet. */
    public Domain domain() {
        return domain("@ A 127.0.0.1\nopenpgpkey A 127.0.0.1\n");
    }

    /** A domain without a host for the advanced method. */
    public Domain domainWithoutAdvancedHost() {
        return domain("@ A 127.0.0.1\n");
    }

    /** A domain that is no host, nor has one for the advanced method. */
    public Domain domainWithoutHosts() {
        return domain("");
    }

    /** A domain with these records. */
    public Domain domain(String records) {
        String name = "d" + names.incrementAndGet() + ".example";
        internet.dns().put(name, Signing.NSEC, records);
        return new Domain(name);
    }

    @Override
    public void close() throws IOException {
        ownDirectory.close();
        internet.close();
    }
}
