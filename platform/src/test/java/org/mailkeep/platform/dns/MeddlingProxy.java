package org.mailkeep.platform.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import org.xbill.DNS.Message;

/** Somebody on the way to the resolver, who sees every query and may put another answer in the place of the true one. */
final class MeddlingProxy implements AutoCloseable {

    private static final int MAX_PACKET = 65_535;

    private final DatagramSocket front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final DatagramSocket back = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final InetSocketAddress resolver;
    private final AtomicReference<BinaryOperator<Message>> meddling = new AtomicReference<>((query, answer) -> answer);

    MeddlingProxy(InetSocketAddress resolver) throws SocketException {
        this.resolver = resolver;
        Thread.ofPlatform().daemon().name("meddling-proxy").start(this::run);
    }

    String address() {
        return "127.0.0.1:" + front.getLocalPort();
    }

    /** From now on this makes an answer of the query and the true answer. */
    void meddle(BinaryOperator<Message> how) {
        meddling.set(how);
    }

    private void run() {
        try {
            while (true) {
                DatagramPacket query = receive(front);
                back.send(new DatagramPacket(query.getData(), query.getLength(), resolver));
                Message answer = meddling.get().apply(message(query), message(receive(back)));
                byte[] wire = answer.toWire(MAX_PACKET);
                front.send(new DatagramPacket(wire, wire.length, query.getSocketAddress()));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_PACKET], MAX_PACKET);
        socket.receive(packet);
        return packet;
    }

    private static Message message(DatagramPacket packet) throws IOException {
        return new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }
}
