package org.mailkeep.platform.dns;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.io.IoClientFactory;
import org.xbill.DNS.io.TcpIoClient;
import org.xbill.DNS.io.UdpIoClient;

/**
 * Carries dnsjava's messages over Vert.x sockets.
 *
 * <p>Every question has a socket of its own, and with it a port that cannot be guessed (RFC 5452 §9.2). Packets from
 * elsewhere, or with another message id, are as if they had not come, so that a forger cannot end the wait.
 */
final class VertxDnsSockets implements IoClientFactory, UdpIoClient, TcpIoClient {

    private static final int LENGTH_PREFIX = 2;

    private final Vertx vertx;
    private final NetClient tcp;

    VertxDnsSockets(Vertx vertx) {
        this.vertx = vertx;
        this.tcp = vertx.createNetClient();
    }

    @Override
    public TcpIoClient createOrGetTcpClient() {
        return this;
    }

    @Override
    public UdpIoClient createOrGetUdpClient() {
        return this;
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveUdp(
            @Nullable InetSocketAddress local,
            InetSocketAddress remote,
            Message query,
            byte[] data,
            int max,
            Duration timeout) {
        InetAddress peer = remote.getAddress();
        DatagramSocket socket =
                vertx.createDatagramSocket(new DatagramSocketOptions().setIpV6(peer instanceof Inet6Address));
        CompletableFuture<byte[]> reply = new CompletableFuture<>();
        socket.handler(packet -> {
            if (isReply(packet, remote, data)) {
                reply.complete(packet.data().getBytes());
            }
        });
        socket.exceptionHandler(reply::completeExceptionally);
        socket.listen(0, anyPortOf(peer))
                .compose(open -> open.send(Buffer.buffer(data), remote.getPort(), peer.getHostAddress()))
                .onFailure(reply::completeExceptionally);
        reply.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        // A copy, since a caller that cancels must not keep the socket from being closed.
        return reply.whenComplete((_, _) -> socket.close()).copy();
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveTcp(
            @Nullable InetSocketAddress local, InetSocketAddress remote, Message query, byte[] data, Duration timeout) {
        CompletableFuture<byte[]> reply = new CompletableFuture<>();
        Future<NetSocket> connection = tcp.connect(SocketAddress.inetSocketAddress(
                remote.getPort(), remote.getAddress().getHostAddress()));
        connection.onSuccess(socket -> exchange(socket, data, reply)).onFailure(reply::completeExceptionally);
        reply.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return reply.whenComplete((_, _) -> connection.onSuccess(NetSocket::close))
                .copy();
    }

    /** One message either way, each behind its length in two octets (RFC 1035 §4.2.2). */
    private static void exchange(NetSocket socket, byte[] data, CompletableFuture<byte[]> reply) {
        RecordParser parser = RecordParser.newFixed(LENGTH_PREFIX);
        parser.handler(length -> {
            int announced = length.getUnsignedShort(0);
            if (announced == 0) {
                reply.completeExceptionally(new IOException("an empty message over TCP"));
                return;
            }
            parser.handler(message -> reply.complete(message.getBytes()));
            parser.fixedSizeMode(announced);
        });
        socket.handler(parser);
        socket.exceptionHandler(reply::completeExceptionally);
        socket.closeHandler(_ -> reply.completeExceptionally(new IOException("the connection was closed early")));
        socket.write(Buffer.buffer(LENGTH_PREFIX + data.length)
                        .appendUnsignedShort(data.length)
                        .appendBytes(data))
                .onFailure(reply::completeExceptionally);
    }

    private static boolean isReply(DatagramPacket packet, InetSocketAddress remote, byte[] query) {
        SocketAddress sender = packet.sender();
        Buffer message = packet.data();
        return sender.port() == remote.getPort()
                && sender.hostAddress().equals(remote.getAddress().getHostAddress())
                && message.length() >= LENGTH_PREFIX
                // The message id is the first two octets (RFC 1035 §4.1.1).
                && message.getByte(0) == query[0]
                && message.getByte(1) == query[1];
    }

    private static String anyPortOf(InetAddress peer) {
        if (peer.isLoopbackAddress()) {
            return peer instanceof Inet6Address ? "::1" : "127.0.0.1";
        }
        return peer instanceof Inet6Address ? "::" : "0.0.0.0";
    }
}
