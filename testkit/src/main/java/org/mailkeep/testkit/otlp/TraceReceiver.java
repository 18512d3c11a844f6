package org.mailkeep.testkit.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A collector of traces on loopback that takes OTLP by HTTP with Protocol Buffers. It reads the few fields of the format
 * that it needs by their numbers (opentelemetry/proto/trace/v1/trace.proto).
 */
public final class TraceReceiver implements AutoCloseable {

    private static final int SCOPES = 2;
    private static final int SPANS = 2;

    /**
     * One piece of work.
     *
     * @param service the name of the service that did it
     * @param traceId in hexadecimal
     * @param attributes those that are text
     * @param events how many things it tells of, such as exceptions
     */
    public record Span(String service, String traceId, String name, Map<String, String> attributes, int events) {

        public Span {
            attributes = Map.copyOf(attributes);
        }
    }

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    private TraceReceiver(HttpServer server) {
        this.server = server;
    }

    /** Starts on a free port. */
    public static TraceReceiver start() throws IOException {
        var receiver = new TraceReceiver(
                HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0));
        receiver.server.createContext("/v1/traces", receiver::take);
        receiver.server.start();
        return receiver;
    }

    /** For {@code quarkus.otel.exporter.otlp.endpoint}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What has come so far. */
    public List<Span> spans() {
        return List.copyOf(spans);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = UnknownFieldSet.parseFrom(exchange.getRequestBody().readAllBytes());
            for (var resourceSpans : messages(request, 1)) {
                var service = attributes(messages(resourceSpans, 1).getFirst(), 1)
                        .getOrDefault("service.name", "");
                for (var scope : messages(resourceSpans, SCOPES)) {
                    for (var span : messages(scope, SPANS)) {
                        spans.add(span(service, span));
                    }
                }
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Span span(String service, UnknownFieldSet span) throws InvalidProtocolBufferException {
        return new Span(
                service,
                HexFormat.of().formatHex(bytes(span, 1).toByteArray()),
                bytes(span, 5).toStringUtf8(),
                attributes(span, 9),
                messages(span, 11).size());
    }

    private static Map<String, String> attributes(UnknownFieldSet message, int number)
            throws InvalidProtocolBufferException {
        var found = new HashMap<String, String>();
        for (var attribute : messages(message, number)) {
            for (var value : messages(attribute, 2)) {
                found.put(bytes(attribute, 1).toStringUtf8(), bytes(value, 1).toStringUtf8());
            }
        }
        return found;
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet message, int number)
            throws InvalidProtocolBufferException {
        var found = new ArrayList<UnknownFieldSet>();
        for (var bytes : message.getField(number).getLengthDelimitedList()) {
            found.add(UnknownFieldSet.parseFrom(bytes));
        }
        return found;
    }

    private static ByteString bytes(UnknownFieldSet message, int number) {
        var values = message.getField(number).getLengthDelimitedList();
        return values.isEmpty() ? ByteString.EMPTY : values.getLast();
    }
}
