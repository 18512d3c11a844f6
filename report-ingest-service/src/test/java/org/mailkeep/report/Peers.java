package org.mailkeep.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.mailkeep.testkit.smtp.MailSink;
import org.mailkeep.testkit.world.SmallInternet;

/** Everybody the service talks to: DNS, web hosts that take reports, and the relay that takes its mail. */
public final class Peers implements AutoCloseable {

    /** In whose name the service reports to others. */
    public static final String SUBMITTER = "mail.ours.example";

    private final SmallInternet internet;
    private final MailSink relay;

    private Peers(SmallInternet internet, MailSink relay) {
        this.internet = internet;
        this.relay = relay;
    }

    static Peers start() throws IOException {
        return new Peers(SmallInternet.start(), MailSink.start());
    }

    public SmallInternet internet() {
        return internet;
    }

    public MailSink relay() {
        return relay;
    }

    Map<String, String> settings(Path folder) throws IOException {
        var settings = new HashMap<String, String>(internet.settings(folder));
        settings.put("mailkeep.report.sender.organization", "Ours");
        settings.put("mailkeep.report.dkim.domain", SUBMITTER);
        settings.put("mailkeep.report.dkim.selector", "s1");
        settings.put("mailkeep.report.dkim.key-file", key(folder).toString());
        settings.put("mailkeep.report.relay.host", "127.0.0.1");
        settings.put("mailkeep.report.relay.port", Integer.toString(relay.port()));
        return settings;
    }

    private static Path key(Path folder) throws IOException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            String text =
                    Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
            return Files.writeString(
                    folder.resolve("dkim.pem"),
                    "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has Ed25519", impossible);
        }
    }

    @Override
    public void close() throws IOException {
        relay.close();
        internet.close();
    }
}
