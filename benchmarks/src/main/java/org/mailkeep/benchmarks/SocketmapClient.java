package org.mailkeep.benchmarks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks one question at a time and waits for its reply, as a mail server does. */
final class SocketmapClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    SocketmapClient(InetSocketAddress target) throws IOException {
        socket.connect(target, PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    String ask(String request) throws IOException {
        socket.getOutputStream().write(Questions.netstring(request));
        int length = 0;
        for (int digit = in.readUnsignedByte(); digit != ':'; digit = in.readUnsignedByte()) {
            length = length * 10 + Character.digit(digit, 10);
        }
        String reply = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        if (in.readUnsignedByte() != ',') {
            throw new IOException("a reply does not end with a comma");
        }
        return reply;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
