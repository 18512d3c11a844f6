package org.mailkeep.policy.api.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.policy.app.ExplainPolicy;
import org.mailkeep.policy.app.PurgePolicy;
import org.mailkeep.policy.app.RefreshPolicy;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Frames;
import org.mailkeep.ui.Page;

/** Type a domain, see its policy and why it is so. */
@Page
@Path("/")
@Produces(MediaType.TEXT_HTML)
class PolicyPage {

    /** The reason that events carry when somebody asked for the change on this page. */
    private static final String REASON = "operator";

    private final Frames frames;
    private final ExplainPolicy explain;
    private final RecordChecks records;
    private final RefreshPolicy refresh;
    private final PurgePolicy purge;
    private final Clock clock;

    PolicyPage(
            Frames frames,
            ExplainPolicy explain,
            RecordChecks records,
            RefreshPolicy refresh,
            PurgePolicy purge,
            Clock clock) {
        this.frames = frames;
        this.explain = explain;
        this.records = records;
        this.refresh = refresh;
        this.purge = purge;
        this.clock = clock;
    }

    /** What somebody typed, and what came of it. */
    record Asked(String text, Optional<String> fault, Optional<PolicySheet> sheet, Optional<String> message) {}

    @CheckedTemplate(basePath = "policy")
    static class Templates {
        static native TemplateInstance policy(Frame frame, Asked asked, boolean mayWrite, boolean mayProbe);
    }

    @GET
    @PermitAll
    @Operation(hidden = true)
    public Uni<Response> show(
            @RestQuery @DefaultValue("") String domain,
            @RestQuery @DefaultValue("") String done,
            @Context UriInfo page) {
        String typed = domain.strip();
        return frames.of(page)
                .chain(frame -> answer(typed, Done.message(done))
                        .map(asked -> Response.status(asked.fault().isPresent() ? 400 : 200)
                                .entity(Templates.policy(
                                        frame,
                                        asked,
                                        frame.visitor().may(Roles.POLICY_WRITE),
                                        frame.visitor().may(Roles.POLICY_PROBE)))
                                .build()));
    }

    @POST
    @Path("pages/refresh")
    @RolesAllowed(Roles.POLICY_WRITE)
    @Operation(hidden = true)
    public Uni<Response> refresh(@RestForm @Nullable String domain) {
        DomainName name = Problems.domain(domain);
        return refresh.refresh(name, REASON).map(_ -> backTo(name, Done.REFRESHED));
    }

    @POST
    @Path("pages/purge")
    @RolesAllowed(Roles.POLICY_WRITE)
    @Operation(hidden = true)
    public Uni<Response> purge(@RestForm @Nullable String domain) {
        DomainName name = Problems.domain(domain);
        return purge.purge(name, REASON).map(outcome -> switch (outcome) {
            case PurgePolicy.Outcome.Purged _ -> backTo(name, Done.PURGED);
            case PurgePolicy.Outcome.Deferred _ -> backTo(name, Done.PURGE_DEFERRED);
        });
    }

    private Uni<Asked> answer(String typed, Optional<String> message) {
        if (typed.isEmpty()) {
            return Uni.createFrom().item(new Asked(typed, Optional.empty(), Optional.empty(), message));
        }
        return switch (TypedDomain.of(typed)) {
            case TypedDomain.None(String fault) ->
                Uni.createFrom().item(new Asked(typed, Optional.of(fault), Optional.empty(), message));
            case TypedDomain.Name(DomainName name) ->
                Uni.combine()
                        .all()
                        .unis(explain.explain(name), records.of(name))
                        .with((explanation, checks) -> new Asked(
                                typed,
                                Optional.empty(),
                                Optional.of(PolicySheet.of(explanation, checks, clock.instant())),
                                message));
        };
    }

    private static Response backTo(DomainName domain, Done done) {
        return Response.seeOther(UriBuilder.fromPath("/")
                        .queryParam("domain", domain.value())
                        .queryParam("done", done.word())
                        .build())
                .build();
    }
}
