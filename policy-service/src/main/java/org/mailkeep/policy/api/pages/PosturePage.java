package org.mailkeep.policy.api.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.policy.app.AssessPosture;
import org.mailkeep.policy.app.RecordsToPublish;
import org.mailkeep.policy.domain.posture.Posture;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Frames;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Page;

/** Whether a hosted domain is as it should be, and the records that it has to publish. All of it stands in DNS anyway. */
@Page
@PermitAll
@Path("/posture")
@Produces(MediaType.TEXT_HTML)
class PosturePage {

    private final Frames frames;
    private final AssessPosture posture;
    private final RecordsToPublish records;

    PosturePage(Frames frames, AssessPosture posture, RecordsToPublish records) {
        this.frames = frames;
        this.posture = posture;
        this.records = records;
    }

    /** What is shown; {@code fault} says why there is nothing to show. */
    record Sheet(
            String domain,
            Optional<String> fault,
            Mark mark,
            String grade,
            Optional<Instant> at,
            List<PostureLine> checks,
            List<RecordLine> records) {

        static Sheet nothing(DomainName domain, String why) {
            return new Sheet(domain.value(), Optional.of(why), Mark.PLAIN, "", Optional.empty(), List.of(), List.of());
        }
    }

    @CheckedTemplate(basePath = "policy")
    static class Templates {
        static native TemplateInstance posture(Frame frame, Sheet sheet);
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@RestQuery @Nullable String domain, @Context UriInfo page) {
        DomainName name = Problems.domain(domain);
        return Uni.combine()
                .all()
                .unis(frames.of(page), posture.show(name), records.of(name, false))
                .with((frame, assessed, toPublish) -> switch (assessed) {
                    case AssessPosture.Outcome.Assessed(Posture found) ->
                        page(Response.Status.OK, frame, sheet(found, lines(toPublish)));
                    case AssessPosture.Outcome.NotHosted() ->
                        page(Response.Status.NOT_FOUND, frame, Sheet.nothing(name, "The domain is not hosted here."));
                    case AssessPosture.Outcome.Unavailable() ->
                        page(
                                Response.Status.SERVICE_UNAVAILABLE,
                                frame,
                                Sheet.nothing(name, "PostgreSQL does not answer; try again later."));
                });
    }

    private static Response page(Response.Status status, Frame frame, Sheet sheet) {
        return Response.status(status).entity(Templates.posture(frame, sheet)).build();
    }

    private static Sheet sheet(Posture posture, List<RecordLine> records) {
        return new Sheet(
                posture.domain().value(),
                Optional.empty(),
                PostureLine.mark(posture.grade()),
                posture.grade().word(),
                Optional.of(posture.at()),
                posture.checks().stream().map(PostureLine::of).toList(),
                records);
    }

    private static List<RecordLine> lines(RecordsToPublish.Outcome outcome) {
        return switch (outcome) {
            case RecordsToPublish.Outcome.Records found ->
                found.records().stream().map(RecordLine::of).toList();
            case RecordsToPublish.Outcome.NotHosted _, RecordsToPublish.Outcome.Unavailable _ -> List.of();
        };
    }
}
