package org.mailkeep.keylookup.lookup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.config.Peers;
import org.mailkeep.keylookup.domain.Refusal;
import org.mailkeep.keylookup.domain.StepOutcome;
import org.mailkeep.openpgp.Certificate;

/** Asks verifying keyservers by their interface (https://keys.openpgp.org/about/api, "VKS"). */
@ApplicationScoped
public class VksClient {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final List<URI> servers;
    private final WebHosts hosts;
    private final Answers answers;
    private final ObjectMapper json;
    private final Clock clock;

    VksClient(Peers peers, WebHosts hosts, Answers answers, ObjectMapper json, Clock clock) {
        this.servers = peers.keyservers();
        this.hosts = hosts;
        this.answers = answers;
        this.json = json;
        this.clock = clock;
    }

    /** What came of an upload or a request for verification mails. */
    public sealed interface Publishing {

        /**
         * The keyserver took it.
         *
         * @param token for further requests about this certificate
         * @param states by address: {@code unpublished}, {@code pending}, {@code published} or {@code revoked}
         */
        record Accepted(Fingerprint fingerprint, String token, Map<String, String> states) implements Publishing {}

        /** The keyserver does not take it. */
        record Rejected(int status) implements Publishing {}

        /** It could not be asked. */
        record Failed(String why) implements Publishing {}
    }

    /** How many keyservers there are. */
    public int count() {
        return servers.size();
    }

    /** The host of a keyserver. */
    public String host(int server) {
        return servers.get(server).getHost();
    }

    /** The key of an address that its owner verified. */
    public Uni<StepOutcome> byEmail(int server, EmailAddress email) {
        return ask(server, "by-email/" + Encoding.component(email.toString()))
                .chain(answer -> outcome(answer, body -> answers.forAddress(body, email, clock.instant())));
    }

    /** The certificate with this primary key or subkey, with the user IDs that are verified or none. */
    public Uni<StepOutcome> byFingerprint(int server, Fingerprint key) {
        return ask(server, "by-fingerprint/" + key)
                .chain(answer -> outcome(answer, body -> answers.forKey(body, key, clock.instant())));
    }

    /** As {@link #byFingerprint}, by a key ID of 16 upper-case digits. */
    public Uni<StepOutcome> byKeyId(int server, String keyId) {
        return ask(server, "by-keyid/" + keyId)
                .chain(answer -> outcome(answer, body -> answers.forKeyId(body, keyId, clock.instant())));
    }

    /** Publishes a certificate, without its user IDs at first. */
    public Uni<Publishing> upload(int server, Certificate certificate) {
        return publish(server, "upload", Map.of("keytext", certificate.toArmored()));
    }

    /** Lets the keyserver send verification mails to these addresses, and to no others. */
    public Uni<Publishing> requestVerification(int server, String token, Collection<EmailAddress> addresses) {
        List<String> texts = addresses.stream().map(EmailAddress::toString).toList();
        return publish(server, "request-verify", Map.of("token", token, "addresses", texts));
    }

    private Uni<WebAnswer> ask(int server, String call) {
        return hosts.ask(question(server, call, Optional.empty()));
    }

    private Uni<Publishing> publish(int server, String call, Map<String, Object> body) {
        return hosts.ask(question(server, call, Optional.of(write(body)))).map(answer -> switch (answer) {
            case WebAnswer.Answered answered ->
                answered.status() == OK
                        ? accepted(answered.body().octets())
                        : new Publishing.Rejected(answered.status());
            case WebAnswer.NoSuchHost _ -> new Publishing.Failed("the keyserver's name does not exist");
            case WebAnswer.TooLarge _ -> new Publishing.Failed("the keyserver's answer is too large");
            case WebAnswer.Failed failed -> new Publishing.Failed(failed.why());
        });
    }

    private WebQuestion question(int server, String call, Optional<String> body) {
        URI base = servers.get(server);
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        return new WebQuestion(
                DomainName.of(base.getHost()),
                Optional.of(base.getPort()).filter(port -> port > 0),
                path + "/vks/v1/" + call,
                body);
    }

    private interface BodyReader {
        Uni<StepOutcome> read(byte[] body);
    }

    private static Uni<StepOutcome> outcome(WebAnswer answer, BodyReader reader) {
        return switch (answer) {
            case WebAnswer.Answered(int status, var body, var retryAt) ->
                switch (status) {
                    case OK -> reader.read(body.octets());
                    case NOT_FOUND -> now(new StepOutcome.NoKey("the keyserver has no such key"));
                    default ->
                        now(new StepOutcome.Failed("the keyserver answered with HTTP status " + status, retryAt));
                };
            case WebAnswer.NoSuchHost _ -> now(new StepOutcome.Failed("the keyserver's name does not exist"));
            case WebAnswer.TooLarge _ -> now(new StepOutcome.Refused(Refusal.TOO_LARGE));
            case WebAnswer.Failed(var why, var retryAt) -> now(new StepOutcome.Failed(why, retryAt));
        };
    }

    private Publishing accepted(byte[] body) {
        try {
            JsonNode answer = json.readTree(body);
            Optional<Fingerprint> fingerprint =
                    Fingerprint.parse(answer.path("key_fpr").asText());
            Map<String, String> states = new TreeMap<>();
            answer.path("status")
                    .properties()
                    .forEach(entry -> EmailAddress.parse(entry.getKey())
                            .ifPresent(address -> states.put(
                                    address.toString(), known(entry.getValue().asText()))));
            return fingerprint
                    .<Publishing>map(key ->
                            new Publishing.Accepted(key, answer.path("token").asText(), states))
                    .orElseGet(() -> new Publishing.Failed("the keyserver's answer cannot be understood"));
        } catch (IOException _) {
            return new Publishing.Failed("the keyserver's answer cannot be understood");
        }
    }

    private static String known(String state) {
        return List.of("unpublished", "pending", "published", "revoked").contains(state) ? state : "unknown";
    }

    private String write(Map<String, Object> body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is written without fail", e);
        }
    }

    private static Uni<StepOutcome> now(StepOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
