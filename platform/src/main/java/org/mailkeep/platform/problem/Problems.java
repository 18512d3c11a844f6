package org.mailkeep.platform.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;

/** Errors as clients see them (RFC 9457): every one with a stable type, none with text from inside. */
@ApplicationScoped
public class Problems implements ProblemPostProcessor {

    private static final String TYPE = "urn:mailkeep:problem:";

    /** The kinds of errors, by their HTTP status. */
    private enum Kind {
        INVALID_REQUEST(400, "invalid-request", "Invalid request", "The request cannot be understood."),
        UNAUTHENTICATED(401, "unauthenticated", "Unauthenticated", "This call needs a valid bearer token."),
        FORBIDDEN(403, "forbidden", "Forbidden", "The caller has not the role that this call needs."),
        NOT_FOUND(404, "not-found", "Not found", "There is nothing at this address."),
        METHOD_NOT_ALLOWED(405, "method-not-allowed", "Method not allowed", "This address does not take the method."),
        NOT_ACCEPTABLE(406, "not-acceptable", "Not acceptable", "There is no answer in an accepted media type."),
        TOO_LARGE(413, "too-large", "Too large", "The body is larger than is accepted here."),
        UNSUPPORTED_MEDIA_TYPE(
                415,
                "unsupported-media-type",
                "Unsupported media type",
                "The body is of another media type than is read here."),
        TOO_MANY_REQUESTS(
                429, "too-many-requests", "Too many requests", "Too many requests come from this address; slow down."),
        INTERNAL(
                500,
                "internal-error",
                "Internal error",
                "Something went wrong here; the log of the service says what.");

        private final int status;
        private final String slug;
        private final String title;
        private final String detail;

        Kind(int status, String slug, String title, String detail) {
            this.status = status;
            this.slug = slug;
            this.title = title;
            this.detail = detail;
        }

        static Kind of(int status) {
            for (Kind kind : values()) {
                if (kind.status == status) {
                    return kind;
                }
            }
            return status < 500 ? INVALID_REQUEST : INTERNAL;
        }

        HttpProblem.Builder problem() {
            return HttpProblem.builder()
                    .withType(URI.create(TYPE + slug))
                    .withTitle(title)
                    .withStatus(status)
                    .withDetail(detail);
        }
    }

    /**
     * Reads a domain name out of a request; a missing one is as wrong as an empty one.
     *
     * @throws HttpProblem that tells the client what is wrong with it
     */
    public static DomainName domain(@Nullable String text) {
        try {
            return DomainName.of(Objects.requireNonNullElse(text, ""));
        } catch (IllegalArgumentException wrong) {
            throw problem(
                    400,
                    "invalid-domain",
                    "Invalid domain name",
                    Objects.requireNonNullElse(wrong.getMessage(), "the name is not valid"));
        }
    }

    /**
     * An error of a service's own.
     *
     * @param slug the end of its stable type
     * @param detail what names the matter and what to do; nothing in it may come unchecked from a stranger
     */
    public static HttpProblem problem(int status, String slug, String title, String detail) {
        return HttpProblem.builder()
                .withType(URI.create(TYPE + slug))
                .withTitle(title)
                .withStatus(status)
                .withDetail(detail)
                .build();
    }

    /**
     * Something that a service works with is away for the moment.
     *
     * @param detail what names the matter and what to do
     * @param retryAfter seconds after which it is worth asking again
     */
    public static HttpProblem unavailable(String detail, int retryAfter) {
        return HttpProblem.builder()
                .withType(URI.create(TYPE + "unavailable"))
                .withTitle("Unavailable")
                .withStatus(503)
                .withDetail(detail)
                .withHeader(HttpHeaders.RETRY_AFTER, retryAfter)
                .build();
    }

    /**
     * The caller did not prove who it is.
     *
     * @param challenge the header fields that say how to
     */
    public static HttpProblem unauthenticated(Map<CharSequence, String> challenge) {
        HttpProblem.Builder problem = Kind.UNAUTHENTICATED.problem();
        challenge.forEach((name, value) -> problem.withHeader(name.toString(), value));
        return problem.build();
    }

    /** A source asks too often (RFC 6585 §4); {@code retryAfter} is in seconds. */
    public static HttpProblem tooManyRequests(long retryAfter) {
        return Kind.TOO_MANY_REQUESTS
                .problem()
                .withHeader(HttpHeaders.RETRY_AFTER, retryAfter)
                .build();
    }

    /** Answers where there is no REST layer to do so. */
    public static void send(HttpProblem problem, HttpServerResponse response) {
        problem.getHeaders().forEach((name, value) -> response.putHeader(name, String.valueOf(value)));
        response.setStatusCode(problem.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, HttpProblem.MEDIA_TYPE.toString())
                .end(new JsonObject()
                        .put("type", String.valueOf(problem.getType()))
                        .put("title", problem.getTitle())
                        .put("status", problem.getStatusCode())
                        .put("detail", problem.getDetail())
                        .encode());
    }

    /** The body is larger than a call takes. */
    static HttpProblem tooLarge() {
        return Kind.TOO_LARGE.problem().build();
    }

    /** What the log tells more of. */
    static HttpProblem internal() {
        return Kind.INTERNAL.problem().build();
    }

    /** Gives errors that others raised their type, and our words instead of theirs. */
    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (Optional.ofNullable(problem.getType())
                .filter(type -> type.toString().startsWith(TYPE))
                .isPresent()) {
            return problem;
        }
        HttpProblem.Builder ours = Kind.of(problem.getStatusCode()).problem().withStatus(problem.getStatusCode());
        problem.getHeaders().forEach(ours::withHeader);
        return ours.build();
    }
}
