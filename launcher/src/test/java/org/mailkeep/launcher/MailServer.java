package org.mailkeep.launcher;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A process of Postfix: it keeps its socketmap connection. Where that was closed since the last reply, it asks once more over a
 * new one; a reply that breaks off, and a second failure, are deferred mail.
 */
final class MailServer {

    private static final int PATIENCE = (int) Duration.ofSeconds(30).toMillis();

    private final ReplicaSet<PolicyReplica> replicas;
    private @Nullable Socket connection;

    MailServer(ReplicaSet<PolicyReplica> replicas) {
        this.replicas = replicas;
    }

    /** What it is told of a domain. */
    String ask(String domain) throws Exception {
        var known = connection;
        if (known != null) {
            try {
                return ask(known, domain);
            } catch (Closed | SocketException _) {
                known.close();
            }
        }
        Socket fresh = replicas.call(replica -> new Socket(InetAddress.getLoopbackAddress(), replica.socketmapPort()));
        fresh.setSoTimeout(PATIENCE);
        connection = fresh;
        return ask(fresh, domain);
    }

    /** The server ended the connection after a reply. */
    private static final class Closed extends IOException {
        private static final long serialVersionUID = 1L;

        Closed() {
            super("the connection was closed without a reply");
        }
    }

    private static String ask(Socket socket, String domain) throws IOException {
        byte[] question = ("QUERY " + domain).getBytes(StandardCharsets.UTF_8);
        var netstring = question.length + ":" + new String(question, StandardCharsets.UTF_8) + ",";
        socket.getOutputStream().write(netstring.getBytes(StandardCharsets.UTF_8));
        InputStream in = socket.getInputStream();
        int first = in.read();
        if (first < 0) {
            throw new Closed();
        }
        int length = first - '0';
        for (int next = in.read(); next != ':'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the reply ended early");
            }
            length = length * 10 + next - '0';
        }
        byte[] reply = in.readNBytes(length);
        if (reply.length < length || in.read() != ',') {
            throw new EOFException("the reply ended early");
        }
        return new String(reply, StandardCharsets.UTF_8);
    }
}
