package org.mailkeep.testkit.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import org.mailkeep.testkit.net.ConnectionListener;

/** Listens on one port over UDP and TCP, with a virtual thread per datagram and per connection. */
final class DnsSockets implements AutoCloseable {

    /** More than any query needs; what is longer is cut by the socket and then fails to parse. */
    private static final int MAX_QUERY = 4096;

    private static final int TRIES_FOR_A_FREE_PORT = 20;

    private final DatagramSocket udp;
    private final ConnectionListener tcp;
    private final QueryHandler handler;

    private DnsSockets(DatagramSocket udp, ConnectionListener tcp, QueryHandler handler) {
        this.udp = udp;
        this.tcp = tcp;
        this.handler = handler;
    }

    static DnsSockets open(InetSocketAddress address, QueryHandler handler) throws IOException {
        int tries = address.getPort() == 0 ? TRIES_FOR_A_FREE_PORT : 1;
        while (true) {
            tries--;
            ConnectionListener tcp = ConnectionListener.open(address, "dns-tcp", client -> serve(client, handler));
            try {
                DnsSockets sockets = new DnsSockets(new DatagramSocket(tcp.address()), tcp, handler);
                Thread.ofPlatform().daemon().name("dns-udp").start(sockets::receiveDatagrams);
                return sockets;
            } catch (BindException e) {
                // The port was free for TCP and is taken for UDP: another one will do, unless it was asked for.
                tcp.close();
                if (tries == 0) {
                    throw new IOException("cannot listen on " + address + " over UDP: " + e.getMessage(), e);
                }
            }
        }
    }

    InetSocketAddress address() {
        return tcp.address();
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }

    private void receiveDatagrams() {
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(new byte[MAX_QUERY], MAX_QUERY);
            try {
                udp.receive(packet);
                Thread.startVirtualThread(() -> answer(packet));
            } catch (IOException _) {
                // Closed, or the ICMP error of an earlier reply: the next turn tells.
            }
        }
    }

    private void answer(DatagramPacket packet) {
        try {
            byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
            Optional<byte[]> reply = handler.handle(query, false);
            if (reply.isPresent()) {
                udp.send(new DatagramPacket(reply.get(), reply.get().length, packet.getSocketAddress()));
            }
        } catch (IOException _) {
            // The client is gone, or the server closed.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** RFC 7766 §6.2.1: queries on one connection, each after its length in two octets, until the client closes. */
    private static void serve(Socket client, QueryHandler handler) throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        while (true) {
            byte[] query = in.readNBytes(in.readUnsignedShort());
            Optional<byte[]> reply = handler.handle(query, true);
            if (reply.isPresent()) {
                out.write(withLength(reply.get()));
            }
        }
    }

    private static byte[] withLength(byte[] message) {
        byte[] framed = new byte[message.length + 2];
        framed[0] = (byte) (message.length >>> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
        return framed;
    }
}
