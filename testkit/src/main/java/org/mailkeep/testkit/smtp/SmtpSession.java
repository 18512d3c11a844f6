package org.mailkeep.testkit.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.tls.Tls;

/** One SMTP connection (RFC 5321), which may switch to TLS once (RFC 3207). */
final class SmtpSession {

    /** RFC 5321 §4.5.3.1.4 asks for 512; extensions need more. */
    private static final int MAX_LINE = 2048;

    private static final Duration LONGER_THAN_ANY_CLIENT_WAITS = Duration.ofMinutes(10);

    private final String greetingName;
    private final MxBehaviour behaviour;
    private final Function<String, Optional<ServerIdentity>> identityFor;
    private final Consumer<String> onRequestedName;

    SmtpSession(
            String greetingName,
            MxBehaviour behaviour,
            Function<String, Optional<ServerIdentity>> identityFor,
            Consumer<String> onRequestedName) {
        this.greetingName = greetingName;
        this.behaviour = behaviour;
        this.identityFor = identityFor;
        this.onRequestedName = onRequestedName;
    }

    void run(Socket client) throws IOException, InterruptedException {
        switch (behaviour) {
            case SILENCE -> Thread.sleep(LONGER_THAN_ANY_CLIENT_WAITS);
            case NO_SERVICE -> {
                say(client, "554 " + greetingName + " has no mail service");
                converse(client, false);
            }
            case HANG_UP_AFTER_GREETING -> greet(client);
            case NOT_SMTP -> {
                say(client, "HTTP/1.1 400 Bad Request");
                converse(client, false);
            }
            case ENDLESS_LINE -> endlessly(client, "220 " + "x".repeat(MAX_LINE));
            case ENDLESS_REPLY -> {
                greet(client);
                readLine(client.getInputStream());
                endlessly(client, "250-AGAIN\r\n");
            }
            case GOOD, STARTTLS_REFUSED, HANG_UP_IN_STARTTLS, NO_TLS_AFTER_STARTTLS -> {
                greet(client);
                converse(client, true);
            }
            case NO_STARTTLS -> {
                greet(client);
                converse(client, false);
            }
        }
    }

    private void greet(Socket client) throws IOException {
        say(client, "220 " + greetingName + " ESMTP demo host, takes no mail");
    }

    private void converse(Socket client, boolean offersTls) throws IOException {
        while (true) {
            switch (verb(readLine(client.getInputStream()))) {
                case "EHLO" -> {
                    say(client, "250-" + greetingName);
                    if (offersTls) {
                        say(client, "250-STARTTLS");
                    }
                    say(client, "250 ENHANCEDSTATUSCODES");
                }
                case "HELO" -> say(client, "250 " + greetingName);
                case "NOOP", "RSET" -> say(client, "250 2.0.0 done");
                case "MAIL" -> say(client, "550 5.7.1 this host takes no mail");
                case "QUIT" -> {
                    say(client, "221 2.0.0 bye");
                    return;
                }
                case "STARTTLS" -> {
                    if (!offersTls) {
                        say(client, "502 5.5.1 not implemented");
                    } else if (behaviour == MxBehaviour.STARTTLS_REFUSED) {
                        say(client, "454 4.7.0 TLS not available for now");
                    } else {
                        say(client, "220 2.0.0 go ahead");
                        if (behaviour == MxBehaviour.GOOD) {
                            secure(client);
                        } else if (behaviour == MxBehaviour.NO_TLS_AFTER_STARTTLS) {
                            say(client, "250 2.0.0 as you were");
                        }
                        return;
                    }
                }
                default -> say(client, "502 5.5.1 not implemented");
            }
        }
    }

    private void secure(Socket plain) throws IOException {
        try (SSLSocket client = Tls.serve(plain, identityFor)) {
            client.startHandshake();
            onRequestedName.accept(Tls.requestedName(client.getSession()));
            converse(client, false);
        }
    }

    /** Until the client leaves. */
    private static void endlessly(Socket client, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        while (true) {
            client.getOutputStream().write(octets);
        }
    }

    private static String verb(String line) {
        int space = line.indexOf(' ');
        return (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
    }

    private static void say(Socket client, String line) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Octet by octet: what a client sends after STARTTLS belongs to TLS and must not end in a buffer here. */
    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int octet = in.read();
            if (octet < 0 || line.size() == MAX_LINE) {
                throw new IOException("no complete SMTP line");
            }
            if (octet == '\n') {
                return line.toString(StandardCharsets.US_ASCII).stripTrailing();
            }
            line.write(octet);
        }
    }
}
