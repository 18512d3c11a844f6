package org.mailkeep.keylookup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.WkdHash;

/** Stands in for keydir-service: what it serves as a Web Key Directory, over plain HTTP. */
public final class OwnDirectory implements AutoCloseable {

    private static final String BASE = "/.well-known/openpgpkey/";

    private final HttpServer server;
    private final Set<String> domains = ConcurrentHashMap.newKeySet();
    private final Map<String, byte[]> keys = new ConcurrentHashMap<>();
    private volatile boolean failing;

    OwnDirectory() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on the domain is ours. */
    public void serve(String domain) {
        domains.add(domain);
    }

    /** Serves this key for the address. */
    public void publish(String address, byte[] certificate) {
        EmailAddress email = EmailAddress.of(address);
        serve(email.domain().value());
        keys.put(email.domain() + "/hu/" + WkdHash.of(email), certificate);
    }

    /** Answers everything with 500, or not any more. */
    public void fail(boolean fails) {
        failing = fails;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String asked = path.startsWith(BASE) ? path.substring(BASE.length()) : "";
        String domain = asked.contains("/") ? asked.substring(0, asked.indexOf('/')) : "";
        byte[] key = keys.get(asked);
        boolean rightHost =
                ("openpgpkey." + domain).equals(exchange.getRequestHeaders().getFirst("Host"));
        try (exchange) {
            if (failing) {
                exchange.sendResponseHeaders(500, -1);
            } else if (!rightHost || !domains.contains(domain)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (key != null) {
                exchange.sendResponseHeaders(200, key.length);
                exchange.getResponseBody().write(key);
            } else {
                exchange.sendResponseHeaders(asked.endsWith("/policy") ? 200 : 404, -1);
            }
        }
    }
}
