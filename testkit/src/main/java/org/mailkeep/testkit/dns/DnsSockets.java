package org.mailkeep.testkit.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Listens on one port over UDP and TCP, with a virtual thread per datagram and per connection. */
final class DnsSockets implements AutoCloseable {

    /** More than any query needs; what is longer is cut by the socket and then fails to parse. */
    private static final int MAX_QUERY = 4096;

    private static final Duration TCP_IDLE = Duration.ofSeconds(10);
    private static final int TRIES_FOR_A_FREE_PORT = 20;
    private static final int BACKLOG = 512;

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final QueryHandler handler;

    private DnsSockets(DatagramSocket udp, ServerSocket tcp, QueryHandler handler) {
        this.udp = udp;
        this.tcp = tcp;
        this.handler = handler;
    }

    static DnsSockets open(InetSocketAddress address, QueryHandler handler) throws IOException {
        int tries = address.getPort() == 0 ? TRIES_FOR_A_FREE_PORT : 1;
        while (true) {
            tries--;
            ServerSocket tcp = new ServerSocket();
            try {
                tcp.bind(address, BACKLOG);
                DatagramSocket udp = new DatagramSocket(tcp.getLocalSocketAddress());
                DnsSockets sockets = new DnsSockets(udp, tcp, handler);
                Thread.ofPlatform().daemon().name("dns-udp").start(sockets::receiveDatagrams);
                Thread.ofPlatform().daemon().name("dns-tcp").start(sockets::acceptConnections);
                return sockets;
            } catch (BindException e) {
                // The port was free for TCP and is taken for UDP: another one will do, unless it was asked for.
                tcp.close();
                if (tries == 0) {
                    throw e;
                }
            }
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) tcp.getLocalSocketAddress();
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

    private void acceptConnections() {
        while (!tcp.isClosed()) {
            try {
                Socket client = tcp.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException _) {
                // Closed, or a client that left while it was accepted: the next turn tells.
            }
        }
    }

    /** RFC 7766 §6.2.1: queries on one connection, each after its length in two octets. */
    private void serve(Socket client) {
        try (client;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            client.setSoTimeout(Math.toIntExact(TCP_IDLE.toMillis()));
            while (!tcp.isClosed()) {
                byte[] query = in.readNBytes(in.readUnsignedShort());
                Optional<byte[]> reply = handler.handle(query, true);
                if (reply.isPresent()) {
                    out.write(withLength(reply.get()));
                }
            }
        } catch (IOException _) {
            // The client closed, or kept silent for too long.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
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
