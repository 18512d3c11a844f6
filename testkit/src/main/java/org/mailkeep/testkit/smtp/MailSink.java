package org.mailkeep.testkit.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mailkeep.testkit.net.ConnectionListener;

/** A mail server on loopback that takes mail without TLS and keeps it, or refuses it with a reply of one's choice. */
public final class MailSink implements AutoCloseable {

    private static final int MAX_LINE = 2048;

    private final ConnectionListener listener;
    private final List<Mail> received = new CopyOnWriteArrayList<>();
    private volatile String replyToRecipient = "250 2.1.5 ok";
    private volatile String replyToData = "250 2.0.0 kept";

    private MailSink() throws IOException {
        listener = ConnectionListener.open(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), "mail-sink", this::serve);
    }

    /**
     * A mail that was taken.
     *
     * @param from of the envelope
     * @param to of the envelope
     * @param text octet for octet, without the dots of the transport
     */
    public record Mail(String from, String to, String text) {

        /** The octets. */
        public byte[] octets() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** Starts on a free port. */
    public static MailSink start() throws IOException {
        return new MailSink();
    }

    public int port() {
        return listener.address().getPort();
    }

    /** The mails so far, one character an octet, the oldest first. */
    public List<Mail> received() {
        return List.copyOf(received);
    }

    /** From now on recipients get this reply. */
    public void answerRecipients(String reply) {
        replyToRecipient = reply;
    }

    /** From now on this is said when a mail is complete; it is kept where it begins with a 2. */
    public void answerMails(String reply) {
        replyToData = reply;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        say(client, "220 sink.example ESMTP");
        String from = "";
        String to = "";
        while (true) {
            String line = line(in);
            String command = line.toUpperCase(Locale.ROOT);
            if (command.startsWith("EHLO")) {
                say(client, "250-sink.example\r\n250 8BITMIME");
            } else if (command.startsWith("MAIL FROM:")) {
                from = path(line);
                say(client, "250 2.1.0 ok");
            } else if (command.startsWith("RCPT TO:")) {
                to = path(line);
                say(client, replyToRecipient);
            } else if (command.equals("DATA")) {
                say(client, "354 go on");
                String text = data(in);
                if (replyToData.startsWith("2")) {
                    received.add(new Mail(from, to, text));
                }
                say(client, replyToData);
            } else if (command.equals("QUIT")) {
                say(client, "221 2.0.0 bye");
                return;
            } else {
                say(client, "250 2.0.0 ok");
            }
        }
    }

    private static String path(String line) {
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    /** RFC 5321 §4.5.2: a line with a dot alone is the end, one dot more is taken off. */
    private static String data(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (true) {
            String line = line(in);
            if (line.equals(".")) {
                return text.toString();
            }
            text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
    }

    private static void say(Socket client, String line) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int octet = in.read();
            if (octet < 0 || line.size() == MAX_LINE) {
                throw new IOException("no complete line");
            }
            if (octet == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(octet);
        }
    }
}
