package org.mailkeep.policy.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.policy.app.AssessPosture;
import org.mailkeep.policy.app.RecordsToPublish;
import org.mailkeep.policy.domain.posture.Posture;
import org.mailkeep.policy.domain.records.PublishedRecord;
import org.mailkeep.policy.domain.records.ZoneText;

/** What a hosted domain has to publish, and whether it does. All of it is public anyway: it stands in DNS. */
@Path("/v1/hosted-domains/{domain}")
@Tag(name = "Posture", description = "What hosted domains have to publish, and whether they do.")
class PostureResource {

    private static final String AUTHORITY =
            "Adds a record 2 1 1 for the authority of each host's certificate, as it was last seen.";

    /** The media type of zone files (RFC 4027 §2). */
    private static final String ZONE = "text/dns";

    private final AssessPosture posture;
    private final RecordsToPublish records;

    PostureResource(AssessPosture posture, RecordsToPublish records) {
        this.posture = posture;
        this.records = records;
    }

    @GET
    @Path("/posture")
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getPosture",
            summary = "Every check of a hosted domain, with the mend",
            description = "Not older than half a minute.")
    @APIResponse(
            responseCode = "200",
            description = "How each check came out.",
            content = @Content(schema = @Schema(implementation = PostureView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
    @APIResponse(responseCode = "404", description = "The domain is not hosted here.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<PostureView> posture(@Parameter(description = Calls.DOMAIN) @RestPath String domain) {
        return posture.show(Problems.domain(domain)).map(outcome -> switch (outcome) {
            case AssessPosture.Outcome.Assessed(Posture assessed) -> PostureView.of(assessed);
            case AssessPosture.Outcome.NotHosted() -> throw Calls.notHosted();
            case AssessPosture.Outcome.Unavailable() -> throw Calls.unavailable();
        });
    }

    @GET
    @Path("/dns-records")
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getDnsRecords", summary = "The DNS records to publish")
    @APIResponse(
            responseCode = "200",
            description = "The records, one by one and as text for a zone file.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = DnsRecordsView.class)),
                @Content(mediaType = ZONE, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
    @APIResponse(responseCode = "404", description = "The domain is not hosted here.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<DnsRecordsView> dnsRecords(
            @Parameter(description = Calls.DOMAIN) @RestPath String domain,
            @Parameter(description = AUTHORITY) @RestQuery boolean withAuthority) {
        DomainName name = Problems.domain(domain);
        return toPublish(name, withAuthority).map(found -> DnsRecordsView.of(name, found));
    }

    @GET
    @Path("/dns-records")
    @PermitAll
    @Produces(ZONE)
    @Operation(hidden = true)
    public Uni<String> zone(@RestPath String domain, @RestQuery boolean withAuthority) {
        return toPublish(Problems.domain(domain), withAuthority).map(ZoneText::of);
    }

    private Uni<List<PublishedRecord>> toPublish(DomainName domain, boolean withAuthority) {
        return records.of(domain, withAuthority).map(outcome -> switch (outcome) {
            case RecordsToPublish.Outcome.Records found -> found.records();
            case RecordsToPublish.Outcome.NotHosted() -> throw Calls.notHosted();
            case RecordsToPublish.Outcome.Unavailable() -> throw Calls.unavailable();
        });
    }
}
