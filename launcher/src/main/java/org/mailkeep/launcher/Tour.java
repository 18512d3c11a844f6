package org.mailkeep.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mailkeep.launcher.Terminal.Colour;
import org.mailkeep.testkit.world.DemoCorrespondent;
import org.mailkeep.testkit.world.DemoKeys;

/** What a newcomer sees when everything is ready: where it listens, and things to try with what they really answer. */
record Tour(Settings settings, DataFolder folder, boolean live, Terminal terminal, Loopback loopback) {

    private static final int SHOWN_CHARACTERS = 320;
    private static final int WIDTH = 100;
    private static final int PUBLISHED_ATTEMPTS = 20;
    private static final Duration PUBLISHED_PAUSE = Duration.ofMillis(250);

    /** Something to try, done here in the way that its command line would do it. */
    private interface Attempt {
        String answer() throws IOException, InterruptedException;
    }

    void show() throws InterruptedException {
        table();
        attempts();
    }

    private void table() {
        terminal.print("");
        row("SERVICE", "ADDRESS", "HEALTH, METRICS, OPENAPI");
        for (var service : Service.values()) {
            row(service.module(), settings.url(service.http()), settings.url(service.management()) + "/q/health");
        }
        row("socketmap (Postfix)", "127.0.0.1:" + settings.port(Port.SOCKETMAP), "maps QUERY and QUERYwithTLSRPT");
        row(
                "PostgreSQL",
                "127.0.0.1:" + settings.port(Port.POSTGRESQL),
                "databases "
                        + String.join(
                                ", ",
                                Arrays.stream(Service.values())
                                        .map(Service::database)
                                        .toList()));
        row("Kafka", "127.0.0.1:" + settings.port(Port.KAFKA), "topics mailkeep.*");
        if (!live) {
            row("demo DNS", "127.0.0.1:" + settings.port(Port.DEMO_DNS), "signed; its root is not the internet's");
            row(
                    "demo HTTPS, SMTP",
                    "127.0.0.1:" + settings.port(Port.DEMO_HTTPS) + ", " + settings.port(Port.DEMO_SMTP),
                    "");
        }
        terminal.print("");
        terminal.print("Token with all roles (also in " + folder.tokenFile() + "):");
        terminal.print("  " + terminal.paint(Colour.BOLD, folder.token()));
    }

    private void row(String name, String address, String more) {
        terminal.print(String.format(Locale.ROOT, "  %-24s %-26s %s", name, address, more)
                .stripTrailing());
    }

    private void attempts() throws InterruptedException {
        var dane = live ? "mailbox.org" : "dane.example";
        var sts = live ? "gmail.com" : "sts.example";
        var policies = settings.url(Port.POLICY) + "/v1/domains/";
        var socketmap = "socketmap:inet:127.0.0.1:" + settings.port(Port.SOCKETMAP) + ":QUERY";
        var health = settings.url(Port.POLICY_MANAGEMENT) + "/q/health/ready";
        terminal.print("");
        terminal.print("Things to try, and what they answer now"
                + (live ? ":" : " (the demo world's domains end in .example):"));
        attempt("postmap -q " + dane + " " + socketmap, () -> asPostmap(dane));
        attempt("postmap -q " + sts + " " + socketmap, () -> asPostmap(sts));
        attempt(
                "curl -s " + policies + dane + "/tls-policy",
                () -> body(loopback.get(policies + dane + "/tls-policy")));
        attempt(
                "curl -s -X POST -H \"Authorization: Bearer $(cat " + folder.tokenFile() + ")\" " + policies + sts
                        + "/tls-policy/refresh",
                () -> body(loopback.post(policies + sts + "/tls-policy/refresh", folder.token())));
        attempt("curl -s " + health, () -> body(loopback.get(health)));
        if (!live) {
            directory();
            correspondents();
        }
        terminal.print("");
        terminal.print("And, in another terminal: ./mailkeep check " + dane);
        if (!live) {
            terminal.print("Domains of the demo world, one for each outcome:");
            inLines(DemoNetwork.domains());
        }
    }

    /** An own domain, an account with an alias, its key; and the key as the world sees it. Once more gives the same. */
    private void directory() throws InterruptedException {
        var keydir = settings.url(Port.KEYDIR);
        var curl = "curl -s -X PUT -H \"Authorization: Bearer $(cat " + folder.tokenFile() + ")\" ";
        var json = "-H 'Content-Type: application/json' ";
        attempt(
                curl + json + "-d '" + DemoKey.DOMAIN_JSON + "' " + keydir + DemoKey.DOMAIN_PATH,
                () -> body(loopback.put(
                        keydir + DemoKey.DOMAIN_PATH, folder.token(), "application/json", DemoKey.DOMAIN_JSON)));
        attempt(
                curl + json + "-d '" + DemoKey.ACCOUNT_JSON + "' " + keydir + DemoKey.ACCOUNT_PATH,
                () -> body(loopback.put(
                        keydir + DemoKey.ACCOUNT_PATH, folder.token(), "application/json", DemoKey.ACCOUNT_JSON)));
        attempt(
                curl + "-H 'Content-Type: application/pgp-keys' --data-binary @" + DemoKey.file(folder) + " " + keydir
                        + DemoKey.ACCOUNT_PATH + "/keys",
                () -> body(loopback.put(
                        keydir + DemoKey.ACCOUNT_PATH + "/keys",
                        folder.token(),
                        "application/pgp-keys",
                        DemoKey.text())));
        attempt(
                "curl -s -H 'Host: " + DemoKey.HOST + "' '" + keydir + DemoKey.PUBLISHED_PATH + "' | gpg --show-keys",
                () -> published(keydir + DemoKey.PUBLISHED_PATH));
    }

    /** What was just published is served within a second; a machine that is still starting may need a few. */
    private String published(String url) throws IOException, InterruptedException {
        var answer = loopback.getAs(DemoKey.HOST, url);
        for (var attempt = 0; answer.status() != 200 && attempt < PUBLISHED_ATTEMPTS; attempt++) {
            Thread.sleep(PUBLISHED_PAUSE);
            answer = loopback.getAs(DemoKey.HOST, url);
        }
        return answer.status() == 200
                ? "(the certificate in binary, with the one user ID alice@home.example)"
                : body(answer);
    }

    /** Other people's keys, for programs and for GnuPG. */
    private void correspondents() throws InterruptedException {
        var keylookup = settings.url(Port.KEYLOOKUP);
        var index = keylookup + "/pks/lookup?op=index&options=mr&search=vera@wkd.example";
        var keys = keylookup + "/v1/keys?email=wilma@wkd.example";
        attempt("curl -s '" + keys + "'", () -> body(loopback.get(keys)));
        attempt("curl -s '" + index + "'", () -> body(loopback.get(index)));
        terminal.print("");
        terminal.print("Addresses of the demo world whose keys can be looked up, one for each outcome:");
        inLines(DemoKeys.correspondents().stream()
                .map(DemoCorrespondent::address)
                .toList());
    }

    private void attempt(String command, Attempt attempt) throws InterruptedException {
        terminal.print("");
        terminal.print("  " + terminal.paint(Colour.BOLD, "$ " + command));
        String answer;
        try {
            answer = attempt.answer();
        } catch (IOException e) {
            answer = "(no answer: " + e.getMessage() + ")";
        }
        var line = Terminal.harmless(answer.lines().map(String::strip).reduce("", (a, b) -> (a + " " + b).strip()));
        terminal.print("  " + (line.length() > SHOWN_CHARACTERS ? line.substring(0, SHOWN_CHARACTERS) + " …" : line));
    }

    private void inLines(List<String> names) {
        var line = new StringBuilder();
        for (var name : names) {
            if (line.length() + name.length() > WIDTH) {
                terminal.print("  " + line.toString().strip());
                line.setLength(0);
            }
            line.append(name).append(' ');
        }
        terminal.print("  " + line.toString().strip());
    }

    /** postmap prints what comes after OK, and nothing where nothing was found. */
    private String asPostmap(String domain) throws IOException {
        var reply = Loopback.socketmap(settings.port(Port.SOCKETMAP), "QUERY", domain);
        if (reply.startsWith("OK ")) {
            return reply.substring("OK ".length());
        }
        return reply.startsWith("NOTFOUND ") ? "(nothing, exit code 1: " + reply.strip() + ")" : reply;
    }

    private static String body(Loopback.Answer answer) {
        return answer.body().isBlank() ? "(status " + answer.status() + ")" : answer.body();
    }
}
