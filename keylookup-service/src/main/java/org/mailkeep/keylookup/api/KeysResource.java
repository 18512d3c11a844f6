package org.mailkeep.keylookup.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.app.FindCertificate;
import org.mailkeep.keylookup.app.FindKey;
import org.mailkeep.keylookup.app.LookupAnswer;
import org.mailkeep.keylookup.app.RefreshCertificate;
import org.mailkeep.keylookup.domain.LookupFacts.Result;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.platform.problem.Problems;

/** Keys of correspondents. */
@Path("/v1/keys")
@Tag(name = "Keys", description = "Whose key mail is to be encrypted to, where it came from, and how sure that is.")
class KeysResource {

    static final String PGP_KEYS = "application/pgp-keys";

    private static final String EMAIL = "A mail address; the domain in A-labels or U-labels.";
    private static final String FINGERPRINT = "Of the primary key or a subkey, 40 or 64 hexadecimal digits.";
    private static final String JSON_FIRST = MediaType.APPLICATION_JSON + ";qs=1";
    private static final String KEYS_SECOND = PGP_KEYS + ";qs=0.5";

    private final FindKey findKey;
    private final FindCertificate findCertificate;
    private final RefreshCertificate refresh;
    private final PreparedAnswers prepared;
    private final AcceptancePolicy policy;
    private final Clock clock;

    KeysResource(
            FindKey findKey,
            FindCertificate findCertificate,
            RefreshCertificate refresh,
            PreparedAnswers prepared,
            AcceptancePolicy policy,
            Clock clock) {
        this.findKey = findKey;
        this.findCertificate = findCertificate;
        this.refresh = refresh;
        this.prepared = prepared;
        this.policy = policy;
        this.clock = clock;
    }

    @GET
    @PermitAll
    @Produces(JSON_FIRST)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    @Operation(
            operationId = "findKey",
            summary = "The key of an address",
            description =
                    "Our own directory, else the domain's Web Key Directory, else keyservers. Always 200: \"result\""
                            + " says what came of it.")
    @APIResponse(
            responseCode = "200",
            description = "What is known of the key.",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = KeyView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_ADDRESS)
    public Uni<byte[]> find(@Parameter(description = EMAIL) @RestQuery @Nullable String email) {
        return findKey.find(Requests.email(email)).map(prepared::document);
    }

    @GET
    @PermitAll
    @Produces(KEYS_SECOND)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    @Operation(hidden = true)
    public Uni<Response> findArmored(@RestQuery @Nullable String email) {
        return findKey.find(Requests.email(email)).map(this::armored);
    }

    @GET
    @Path("/{fingerprint}")
    @PermitAll
    @Produces(JSON_FIRST)
    @Operation(
            operationId = "getCertificate",
            summary = "A certificate as it is known, with all that was merged into it")
    @APIResponse(responseCode = "200", description = "The certificate.")
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_FINGERPRINT)
    @APIResponse(responseCode = "404", description = "It is not known here; nobody was asked.")
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<CertificateView> get(@Parameter(description = FINGERPRINT) @RestPath String fingerprint) {
        return known(fingerprint).map(found -> Views.of(found.certificate(), clock.instant(), policy));
    }

    @GET
    @Path("/{fingerprint}")
    @PermitAll
    @Produces(KEYS_SECOND)
    @Operation(hidden = true)
    public Uni<String> getArmored(@RestPath String fingerprint) {
        return known(fingerprint).map(FindCertificate.Outcome.Found::armored);
    }

    @POST
    @Path("/{fingerprint}/refresh")
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "refreshCertificate",
            summary = "Asks keyservers for a certificate",
            description = "What they know is added; what they lack takes nothing away. At most once a minute.")
    @APIResponse(responseCode = "200", description = "What is new.")
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_FINGERPRINT)
    public Uni<RefreshView> refresh(@Parameter(description = FINGERPRINT) @RestPath String fingerprint) {
        Fingerprint key = Requests.fingerprint(fingerprint);
        return refresh.refresh(key)
                .chain(outcome -> findCertificate
                        .known(key)
                        .map(known -> new RefreshView(
                                key.hex(),
                                outcome.isFound(),
                                List.copyOf(outcome.changes()),
                                outcome.failures(),
                                known instanceof FindCertificate.Outcome.Found found
                                        ? Views.of(found.certificate(), clock.instant(), policy)
                                        : null)));
    }

    private Uni<FindCertificate.Outcome.Found> known(String fingerprint) {
        return findCertificate.known(Requests.fingerprint(fingerprint)).map(outcome -> switch (outcome) {
            case FindCertificate.Outcome.Found found -> found;
            case FindCertificate.Outcome.NotFound _ ->
                throw Problems.problem(
                        404, "unknown-key", "Unknown key", "No certificate with this key is known here.");
            case FindCertificate.Outcome.Failed _ -> throw Requests.unavailable("The store of keys does not answer.");
        });
    }

    /** The key alone, for those who want nothing else. What a stranger's server does is no error of ours to be logged. */
    private Response armored(LookupAnswer answer) {
        if (answer.key().isPresent()) {
            return Response.ok(answer.key().get().armored()).build();
        }
        HttpProblem problem = answer.result() == Result.TEMP_FAIL
                ? Requests.unavailable("It cannot be told now whether there is a key: "
                        + answer.why().orElse("a lookup failed") + ".")
                : Problems.problem(404, "no-key", "No key", "There is no key for this address.");
        return problem.toResponse();
    }
}
