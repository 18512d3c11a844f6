package org.mailkeep.policy.api.socketmap;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A mail server's side of the protocol, on a plain blocking socket, so that the server is not its own judge. */
final class SocketmapClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;

    SocketmapClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    int port() {
        return socket.getPort();
    }

    void ask(String... questions) throws IOException {
        send(netstrings(List.of(questions)));
    }

    /** Writes without waiting for the server to read. */
    void askInBackground(List<String> questions) {
        Thread.ofVirtual().start(() -> {
            try {
                send(netstrings(questions));
            } catch (SocketException _) {
                // The server may have closed the connection, which is what the test then sees.
            } catch (IOException unexpected) {
                throw new UncheckedIOException(unexpected);
            }
        });
    }

    void send(String raw) throws IOException {
        socket.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
    }

    String reply() throws IOException {
        int length = 0;
        for (int digit = in.readUnsignedByte(); digit != ':'; digit = in.readUnsignedByte()) {
            length = length * 10 + Character.digit(digit, 10);
        }
        String text = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        if (in.readUnsignedByte() != ',') {
            throw new IOException("no comma after " + text);
        }
        return text;
    }

    List<String> replies(int count) throws IOException {
        var replies = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            replies.add(reply());
        }
        return replies;
    }

    /** Waits for the server's end of the connection; true only if nothing came before it. */
    boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException _) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String netstrings(List<String> texts) {
        return texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8).length + ":" + text + ",")
                .collect(Collectors.joining());
    }
}
