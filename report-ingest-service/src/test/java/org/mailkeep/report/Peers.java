package org.mailkeep.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.mailkeep.testkit.smtp.MailSink;
import org.mailkeep.testkit.world.SmallInternet;

/** Everybody the service talks to: DNS, web hosts that take reports, the relay that takes its mail, and the proxy before itself. */
public final class Peers implements AutoCloseable {

    /** In whose name the service reports to others. */
    public static final String SUBMITTER = "mail.ours.example";

    private final SmallInternet internet;
    private final MailSink relay;
    private final HttpsGate gate;

    private Peers(SmallInternet internet, MailSink relay, HttpsGate gate) {
        this.internet = internet;
        this.relay = relay;
        this.gate = gate;
    }

    static Peers start() throws IOException {
        SmallInternet internet = SmallInternet.start();
        return new Peers(internet, MailSink.start(), HttpsGate.start(internet.authority()));
    }

    public HttpsGate gate() {
        return gate;
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
        settings.put("mailkeep.report.dkim.selector", Signers.SELECTOR);
        settings.put(
                "mailkeep.report.dkim.key-file",
                Files.writeString(folder.resolve("dkim.pem"), Signers.PEM).toString());
        settings.put("mailkeep.report.relay.host", "127.0.0.1");
        settings.put("mailkeep.report.relay.port", Integer.toString(relay.port()));
        return settings;
    }

    @Override
    public void close() throws IOException {
        gate.close();
        relay.close();
        internet.close();
    }
}
