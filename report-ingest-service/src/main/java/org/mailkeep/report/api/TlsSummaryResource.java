package org.mailkeep.report.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.report.app.FindReports;

/** The totals of a domain. */
@Path("/v1/domains/{domain}/tls-summary")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.REPORTS_READ)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.REPORTS_READ)
@Tag(name = "Totals", description = "What the reports amount to.")
class TlsSummaryResource {

    private static final int DEFAULT_DAYS = 30;
    private static final int MAX_DAYS = 400;

    private final FindReports find;
    private final Clock clock;

    TlsSummaryResource(FindReports find, Clock clock) {
        this.find = find;
        this.clock = clock;
    }

    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    @Operation(
            operationId = "getTlsSummary",
            summary = "Sessions per UTC day",
            description = "By result type, MX host and reporting organisation. Reports may be a day late and more.")
    @APIResponse(
            responseCode = "200",
            description = "The days.",
            content = @Content(schema = @Schema(implementation = TlsSummaryView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<TlsSummaryView> get(
            @RestPath String domain,
            @Parameter(description = "The first day; 30 days before the last where it is missing.") @RestQuery @Nullable String from,
            @Parameter(description = "The last day; today where it is missing.") @RestQuery @Nullable String to) {
        DomainName name = Problems.domain(domain);
        LocalDate last = Times.day(to).orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        LocalDate first = Times.day(from).orElseGet(() -> last.minusDays(DEFAULT_DAYS));
        if (first.isAfter(last) || first.plusDays(MAX_DAYS).isBefore(last)) {
            throw Problems.problem(
                    400,
                    "invalid-range",
                    "Invalid range",
                    "The range is not from an earlier to a later day, or longer than " + MAX_DAYS + " days.");
        }
        return find.tlsDays(name, first, last)
                .map(answer -> new TlsSummaryView(
                        name.value(),
                        first,
                        last,
                        Answers.value(answer).stream()
                                .map(TlsSummaryView.Day::of)
                                .toList()));
    }
}
