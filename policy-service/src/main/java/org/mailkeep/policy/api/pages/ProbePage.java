package org.mailkeep.policy.api.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.policy.app.ProbeDomain;
import org.mailkeep.policy.domain.probe.DomainProbe;
import org.mailkeep.ui.Branch;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Frames;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Page;

/** Looks at a domain's mail servers and shows what they present. */
@Page
@Path("/pages/probe")
@Produces(MediaType.TEXT_HTML)
class ProbePage {

    private static final String REASON = "operator";

    private final Frames frames;
    private final ProbeDomain probe;

    ProbePage(Frames frames, ProbeDomain probe) {
        this.frames = frames;
        this.probe = probe;
    }

    /** What was seen. */
    record Sheet(String domain, Mark mark, String verdict, List<Branch> hosts, Instant at) {

        static Sheet of(DomainProbe probe) {
            return new Sheet(
                    probe.domain().value(),
                    probe.passed() ? Mark.GOOD : Mark.BAD,
                    probe.passed() ? "as demanded" : "not as demanded",
                    probe.hosts().stream().map(ProbeTree::of).toList(),
                    probe.at());
        }
    }

    @CheckedTemplate(basePath = "policy")
    static class Templates {
        static native TemplateInstance probe(Frame frame, Sheet sheet);
    }

    @POST
    @RolesAllowed(Roles.POLICY_PROBE)
    @Operation(hidden = true)
    public Uni<TemplateInstance> look(@RestForm @Nullable String domain, @Context UriInfo page) {
        return Uni.combine()
                .all()
                .unis(frames.of(page), probe.probe(Problems.domain(domain), REASON, Duration.ZERO))
                .with((frame, seen) -> Templates.probe(frame, Sheet.of(seen)));
    }
}
