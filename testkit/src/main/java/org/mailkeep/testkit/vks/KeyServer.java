package org.mailkeep.testkit.vks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.https.Request;
import org.mailkeep.testkit.https.WebHost;

/**
 * A verifying keyserver that behaves as keys.openpgp.org does: it shows a key to everybody who knows its fingerprint or key
 * ID, but a user ID only once its address was verified; so the key of somebody who verified nothing has no user ID at all.
 */
public final class KeyServer {

    private static final String BASE = "/vks/v1/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ARMORED = "application/pgp-keys";

    private final WebHost host;
    private final Map<Fingerprint, Uploaded> keys = new ConcurrentHashMap<>();
    private final Map<String, Fingerprint> tokens = new ConcurrentHashMap<>();
    private volatile Optional<Reply> mood = Optional.empty();

    private KeyServer(WebHost host) {
        this.host = host;
        host.answerOtherwise(this::answer);
    }

    /** Takes over a web host. */
    public static KeyServer on(WebHost host) {
        return new KeyServer(host);
    }

    public WebHost host() {
        return host;
    }

    /** Its base URL for a configuration; the port is another setting. */
    public String url() {
        return "https://" + host.name();
    }

    /** Adds a certificate, or replaces what there is of it, with these addresses verified and no others. */
    public void put(byte[] certificate, String... verified) {
        Uploaded uploaded = Uploaded.read(certificate);
        for (String address : verified) {
            uploaded.verify(address);
        }
        keys.put(uploaded.fingerprint(), uploaded);
    }

    /** What the owner of an address does when the verification mail has come. */
    public void confirm(String address) {
        keys.values().forEach(key -> key.confirm(address));
    }

    public void remove(Fingerprint fingerprint) {
        keys.remove(fingerprint);
    }

    /** Answers everything with 429 from now on. */
    public void limitRate(Duration retryAfter) {
        mood = Optional.of(Reply.status(429).withHeader("Retry-After", Long.toString(retryAfter.toSeconds())));
    }

    /** Answers everything with this fault from now on. */
    public void misbehave(KeyFault fault) {
        mood = Optional.of(fault.reply());
    }

    /** Answers as it should from now on. */
    public void behave() {
        mood = Optional.empty();
    }

    /** What it was asked since the start or the host's last reset, for example {@code by-email/a@example.com}. */
    public List<String> asked() {
        return host.received().stream()
                .map(request -> decoded(request.path()))
                .map(path -> path.startsWith(BASE) ? path.substring(BASE.length()) : path)
                .toList();
    }

    private Reply answer(Request request) {
        if (mood.isPresent()) {
            return mood.get();
        }
        String path = decoded(request.path());
        if (!path.startsWith(BASE)) {
            return Reply.status(404);
        }
        String[] call = path.substring(BASE.length()).split("/", 2);
        boolean reads = "GET".equals(request.method()) || "HEAD".equals(request.method());
        boolean writes = "POST".equals(request.method());
        String argument = call.length == 2 ? call[1] : "";
        return switch (call[0]) {
            case "by-fingerprint" -> reads ? found(key -> key.hasKey(argument)) : Reply.status(405);
            case "by-keyid" -> reads ? found(key -> key.hasKeyId(argument)) : Reply.status(405);
            case "by-email" -> reads ? found(key -> key.isPublishedFor(argument)) : Reply.status(405);
            case "upload" -> writes ? upload(request.body()) : Reply.status(405);
            case "request-verify" -> writes ? requestVerification(request.body()) : Reply.status(405);
            default -> Reply.status(404);
        };
    }

    private Reply found(Predicate<Uploaded> wanted) {
        return keys.values().stream()
                .filter(wanted)
                .findFirst()
                .map(key -> Reply.of(ARMORED, key.shown().getBytes(StandardCharsets.US_ASCII)))
                .orElseGet(() -> Reply.status(404));
    }

    private Reply upload(String body) {
        Optional<JsonNode> request = json(body);
        Optional<Uploaded> uploaded =
                request.map(json -> json.path("keytext").asText()).flatMap(Uploaded::parse);
        if (uploaded.isEmpty()) {
            return error("Parsing of key data failed.");
        }
        Uploaded merged = keys.merge(uploaded.get().fingerprint(), uploaded.get(), Uploaded::updatedBy);
        String token = "token-" + tokens.size();
        tokens.put(token, merged.fingerprint());
        return status(merged, token);
    }

    private Reply requestVerification(String body) {
        Optional<JsonNode> request = json(body);
        String token = request.map(json -> json.path("token").asText()).orElse("");
        Fingerprint fingerprint = tokens.get(token);
        Uploaded key = fingerprint == null ? null : keys.get(fingerprint);
        if (key == null) {
            return error("Invalid or expired token.");
        }
        List<String> addresses = new ArrayList<>();
        request.orElseThrow().path("addresses").forEach(address -> addresses.add(address.asText()));
        addresses.forEach(key::requestVerification);
        return status(key, token);
    }

    private static Reply status(Uploaded key, String token) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("key_fpr", key.fingerprint().hex());
        answer.put("status", key.states());
        answer.put("token", token);
        return json(answer);
    }

    private static Reply error(String why) {
        return json(Map.of("error", why)).withStatus(400);
    }

    private static Reply json(Map<String, ?> answer) {
        try {
            return Reply.of("application/json", JSON.writeValueAsBytes(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<JsonNode> json(String body) {
        try {
            return Optional.ofNullable(JSON.readTree(body));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static String folded(String address) {
        return address.toLowerCase(Locale.ROOT);
    }
}
