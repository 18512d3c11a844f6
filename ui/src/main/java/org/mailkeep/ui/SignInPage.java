package org.mailkeep.ui;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** Signing in with the local token, and out again. */
@Page
@PermitAll
@Path("/ui")
@Produces(MediaType.TEXT_HTML)
class SignInPage {

    static final String PATH = "/ui/sign-in";

    private static final URI HOME = URI.create("/");

    private final Frames frames;
    private final Sessions sessions;
    private final BlockingSecurityExecutor blocking;

    SignInPage(Frames frames, Sessions sessions, BlockingSecurityExecutor blocking) {
        this.frames = frames;
        this.sessions = sessions;
        this.blocking = blocking;
    }

    @CheckedTemplate(basePath = "ui")
    static class Templates {
        static native TemplateInstance signIn(Frame frame, String back, boolean refused);
    }

    @GET
    @Path("sign-in")
    @Operation(hidden = true)
    public Uni<TemplateInstance> form(@RestQuery @DefaultValue("/") String back, @Context UriInfo page) {
        return frames.of(page)
                .map(frame -> Templates.signIn(frame, WayBack.of(back).toString(), false));
    }

    @POST
    @Path("sign-in")
    @Operation(hidden = true)
    public Uni<Response> signIn(
            @RestForm @DefaultValue("") String token,
            @RestForm @DefaultValue("/") String back,
            @Context UriInfo page,
            @Context HttpServerRequest request) {
        URI wayBack = WayBack.of(back);
        return blocking.executeBlocking(() -> sessions.open(token.strip()))
                .chain(opened -> opened.map(session -> Uni.createFrom()
                                .item(Response.seeOther(wayBack)
                                        .cookie(SessionCookie.holding(session, request))
                                        .build()))
                        .orElseGet(() -> frames.of(page)
                                .map(frame -> Response.status(Response.Status.FORBIDDEN)
                                        .entity(Templates.signIn(frame, wayBack.toString(), true))
                                        .build())));
    }

    @POST
    @Path("sign-out")
    @Operation(hidden = true)
    public Response signOut(@Context HttpServerRequest request) {
        return Response.seeOther(HOME).cookie(SessionCookie.removed(request)).build();
    }
}
