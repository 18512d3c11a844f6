package org.mailkeep.testkit.smtp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A mail server that hands over mail by LMTP (RFC 2033) on loopback. One thread at a time. */
public final class LmtpClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CODE = 3;

    private final Socket socket;
    private final InputStream in;

    /** Connects and reads the greeting; LHLO is the caller's. */
    public LmtpClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
        reply();
    }

    /** Sends a line and returns the whole reply. */
    public String say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return reply();
    }

    /**
     * Hands over a mail.
     *
     * @param mail with lines that end with CRLF
     * @return a reply for each recipient
     * @throws IOException also where the server refuses before it has read the mail
     */
    public List<String> deliver(byte[] mail, String... recipients) throws IOException {
        expect("250", say("MAIL FROM:<> SIZE=" + mail.length));
        for (String recipient : recipients) {
            expect("250", say("RCPT TO:<" + recipient + ">"));
        }
        expect("354", say("DATA"));
        socket.getOutputStream().write(stuffed(mail));
        var replies = new ArrayList<String>();
        for (int i = 0; i < recipients.length; i++) {
            replies.add(reply());
        }
        return replies;
    }

    private static byte[] stuffed(byte[] mail) {
        var out = new ByteArrayOutputStream(mail.length + CODE);
        boolean lineStart = true;
        for (byte one : mail) {
            if (lineStart && one == '.') {
                out.write('.');
            }
            out.write(one);
            lineStart = one == '\n';
        }
        out.writeBytes((lineStart ? ".\r\n" : "\r\n.\r\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static void expect(String code, String reply) throws IOException {
        if (!reply.startsWith(code)) {
            throw new IOException(reply);
        }
    }

    private String reply() throws IOException {
        var reply = new StringBuilder();
        String line = line();
        while (line.length() > CODE && line.charAt(CODE) == '-') {
            reply.append(line).append('\n');
            line = line();
        }
        return reply.append(line).toString();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new EOFException("the server closed the connection");
            }
            line.write(one);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
