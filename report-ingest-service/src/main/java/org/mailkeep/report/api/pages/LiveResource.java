package org.mailkeep.report.api.pages;

import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.report.app.News;
import org.mailkeep.ui.Page;

/** Tells open pages that there is something new; what it is, they ask as always. */
@Page
@Path("/live")
@RolesAllowed(Roles.REPORTS_READ)
class LiveResource {

    private static final int RETRY_AFTER = 60;

    private final News news;

    LiveResource(News news) {
        this.news = news;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> listen(@Context Sse sse) {
        return news.listen()
                .orElseThrow(() -> Problems.unavailable("Too many pages are open.", RETRY_AFTER))
                .map(word -> switch (word) {
                    case NEWS -> sse.newEvent("news", "reports");
                    case NOTHING -> sse.newEvent("still", "there");
                });
    }
}
