package org.mailkeep.testkit.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Speaks just enough SMTP to look at a mail exchanger from outside. */
public final class SmtpClient implements AutoCloseable {

    private Socket socket;

    public SmtpClient(InetSocketAddress server) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(3000);
    }

    /** Waits this long for each octet from now on. */
    void patience(Duration limit) throws IOException {
        socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
    }

    /** The lines of one reply. */
    public List<String> reply() throws IOException {
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = readLine(socket.getInputStream());
            lines.add(line);
        } while (line.length() > 3 && line.charAt(3) == '-');
        return lines;
    }

    public List<String> say(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return reply();
    }

    /** The TLS handshake after STARTTLS, asking for that name. */
    public SSLSocket secure(SSLContext context, String name) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, name, socket.getPort(), true);
        secured.startHandshake();
        socket = secured;
        return secured;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the server closed the connection");
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }
}
