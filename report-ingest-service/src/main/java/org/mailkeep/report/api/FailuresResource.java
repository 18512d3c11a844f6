package org.mailkeep.report.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.report.app.ShowFailures;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.FailureFilter;
import org.mailkeep.report.domain.dashboard.FailureRow;
import org.mailkeep.ui.table.Csv;

/** Failures across reports. */
@Path("/v1/failures")
@RolesAllowed(Roles.REPORTS_READ)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.REPORTS_READ)
@Tag(name = "Reports")
class FailuresResource {

    private static final int MAX_ROWS = 100_000;
    private static final String NO_STORE = "no-store";

    private final ShowFailures failures;
    private final Clock clock;

    FailuresResource(ShowFailures failures, Clock clock) {
        this.failures = failures;
        this.clock = clock;
    }

    /** Which failures are wanted. */
    static class Wanted extends RangeQuery {

        @RestQuery
        @Nullable String domain;

        @RestQuery
        @Parameter(description = "A result type of RFC 8460 §4.3, or another one.")
        @Nullable String type;

        @RestQuery
        @Parameter(description = "The MX host in lower case; (none) for failures without one.")
        @Nullable String mx;

        @RestQuery
        @Parameter(description = "Of the sender, in lower case.")
        @Nullable String organization;

        @RestQuery
        @Parameter(description = "Of the sending addresses: 24 bits of IPv4, 48 of IPv6.", example = "192.0.2.0/24")
        @Nullable String network;

        @RestQuery
        @Parameter(description = "The reason code; (none) for failures without one.")
        @Nullable String reason;

        FailureFilter filter(Clock clock) {
            Map<Dimension, String> only = new EnumMap<>(Dimension.class);
            put(
                    only,
                    Dimension.DOMAIN,
                    domain == null ? null : Problems.domain(domain).value());
            put(only, Dimension.TYPE, type);
            put(only, Dimension.MX, mx);
            put(only, Dimension.ORGANIZATION, organization);
            put(only, Dimension.NETWORK, network);
            put(only, Dimension.REASON, reason);
            return new FailureFilter(range(clock), verified, only);
        }

        private static void put(Map<Dimension, String> only, Dimension dimension, @Nullable String value) {
            if (value == null || value.isEmpty()) {
                return;
            }
            // PostgreSQL has no text with it.
            if (value.indexOf(0) >= 0) {
                throw Problems.problem(400, "invalid-request", "Invalid request", "A parameter holds U+0000.");
            }
            only.put(dimension, value);
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listFailures",
            summary = "Failure details across reports, the latest first",
            description = "All of them in one stream, at most 100,000.")
    @APIResponse(
            responseCode = "200",
            description = "The failures; with Accept: text/csv the same as CSV.",
            content = @Content(schema = @Schema(implementation = FailureView[].class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public RestMulti<FailureView> json(@BeanParam Wanted wanted) {
        return RestMulti.fromMultiData(all(wanted).map(FailureView::of))
                .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .build();
    }

    @GET
    @Produces("text/csv;qs=0.5")
    @Operation(hidden = true)
    public RestMulti<String> csv(@BeanParam Wanted wanted) {
        Multi<String> lines =
                all(wanted).map(row -> Csv.line(FailureView.of(row).fields()));
        return RestMulti.fromMultiData(Multi.createBy()
                        .concatenating()
                        .streams(Multi.createFrom().item(Csv.line(FailureView.NAMES)), lines))
                .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .build();
    }

    @GET
    @Path("/summary")
    @Produces(MediaType.APPLICATION_JSON)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = NO_STORE)
    @Operation(
            operationId = "summarizeFailures",
            summary = "Failure details, counted by everything by which they can be told apart",
            description = "Of each dimension the 30 values with most sessions.")
    @APIResponse(
            responseCode = "200",
            description = "The counts.",
            content = @Content(schema = @Schema(implementation = FailureCountsView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<FailureCountsView> summary(@BeanParam Wanted wanted) {
        return failures.picture(wanted.filter(clock)).map(answer -> FailureCountsView.of(Answers.value(answer)));
    }

    private Multi<FailureRow> all(Wanted wanted) {
        return failures.all(wanted.filter(clock), MAX_ROWS)
                .onFailure(ShowFailures.UnavailableException.class)
                .transform(_ -> Answers.unavailable("PostgreSQL does not answer; try again later."));
    }
}
