package org.mailkeep.testkit.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jose4j.base64url.Base64Url;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.HashUtil;
import org.jose4j.lang.JoseException;

/**
 * An OpenID Connect provider on loopback: discovery, keys, and the authorization code flow with PKCE (RFC 7636), in which
 * whoever comes is signed in at once. Also stands for the issuer of a cluster's service account tokens.
 */
public final class TokenIssuer implements AutoCloseable {

    /** Our client at the provider. */
    public static final String CLIENT = "mailkeep-pages";

    public static final String SECRET = "a secret that only the two know";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a code stands for. */
    private record Grant(Optional<String> challenge, Optional<String> nonce) {}

    private final HttpServer server;
    private final RsaJsonWebKey key;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private volatile List<String> roles = List.of();

    private TokenIssuer(HttpServer server, RsaJsonWebKey key) {
        this.server = server;
        this.key = key;
    }

    /** Starts on a free port. */
    public static TokenIssuer start() throws IOException {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("first");
            var issuer = new TokenIssuer(
                    HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0), key);
            issuer.server.createContext("/", issuer::answer);
            issuer.server.start();
            return issuer;
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Whoever signs in from now on has these roles. */
    public void signInWith(String... granted) {
        roles = List.of(granted);
    }

    /** A token of this issuer that is good for five minutes, before its claims are changed. */
    public JwtClaims claims(String subject, String audience) {
        var claims = new JwtClaims();
        claims.setIssuer(url().toString());
        claims.setSubject(subject);
        claims.setAudience(audience);
        claims.setIssuedAtToNow();
        claims.setGeneratedJwtId();
        claims.setExpirationTimeMinutesInTheFuture(5);
        return claims;
    }

    public String sign(JwtClaims claims) {
        try {
            var signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> json(exchange, 200, discovery());
                case "/keys" ->
                    send(exchange, 200, new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
                case "/authorize" -> authorize(exchange);
                case "/token" -> token(exchange);
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private Map<String, Object> discovery() {
        return Map.of(
                "issuer", url().toString(),
                "jwks_uri", url() + "/keys",
                "authorization_endpoint", url() + "/authorize",
                "token_endpoint", url() + "/token",
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
        String code = Base64Url.encode(HashUtil.getMessageDigest("SHA-256")
                .digest(exchange.getRequestURI().getRawQuery().getBytes(StandardCharsets.UTF_8)));
        grants.put(
                code,
                new Grant(Optional.ofNullable(asked.get("code_challenge")), Optional.ofNullable(asked.get("nonce"))));
        exchange.getResponseHeaders()
                .set("Location", asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> asked =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Grant grant = grants.remove(asked.getOrDefault("code", ""));
        if (grant == null || !isClient(exchange) || !proves(grant, asked.getOrDefault("code_verifier", ""))) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        JwtClaims idToken = claims("alice", CLIENT);
        idToken.setStringListClaim("groups", roles);
        grant.nonce().ifPresent(nonce -> idToken.setStringClaim("nonce", nonce));
        JwtClaims access = claims("alice", "mailkeep");
        access.setStringListClaim("groups", roles);
        json(
                exchange,
                200,
                Map.of(
                        "id_token",
                        sign(idToken),
                        "access_token",
                        sign(access),
                        "token_type",
                        "Bearer",
                        "expires_in",
                        300));
    }

    private static boolean isClient(HttpExchange exchange) {
        String expected = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        return ("Basic " + expected).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    /** RFC 7636 §4.6. */
    private static boolean proves(Grant grant, String verifier) {
        return grant.challenge()
                .map(challenge -> challenge.equals(Base64Url.encode(
                        HashUtil.getMessageDigest("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)))))
                .orElse(false);
    }

    private static Map<String, String> parameters(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                        (first, _) -> first));
    }

    private static void json(HttpExchange exchange, int status, Map<String, ?> document) throws IOException {
        try {
            send(exchange, status, JSON.writeValueAsString(document));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void send(HttpExchange exchange, int status, String document) throws IOException {
        byte[] body = document.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
