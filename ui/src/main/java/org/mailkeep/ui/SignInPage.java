package org.mailkeep.ui;

import io.quarkus.oidc.AuthorizationCodeFlow;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.OidcSession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.CurrentIdentityAssociation;
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
import org.mailkeep.platform.config.AuthConfig;

/** Signing in with the local token or at the OpenID Connect provider, and out again. */
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
    private final CurrentIdentityAssociation identity;
    private final OidcSession providersSession;
    private final boolean hasProvider;

    SignInPage(
            Frames frames,
            Sessions sessions,
            BlockingSecurityExecutor blocking,
            CurrentIdentityAssociation identity,
            OidcSession providersSession,
            AuthConfig config) {
        this.frames = frames;
        this.sessions = sessions;
        this.blocking = blocking;
        this.identity = identity;
        this.providersSession = providersSession;
        hasProvider = config.issuer().isPresent() && config.clientId().isPresent();
    }

    @CheckedTemplate(basePath = "ui")
    static class Templates {
        static native TemplateInstance signIn(Frame frame, String back, boolean refused, boolean provider);
    }

    @GET
    @Path("sign-in")
    @Operation(hidden = true)
    public Uni<TemplateInstance> form(@RestQuery @DefaultValue("/") String back, @Context UriInfo page) {
        return frames.of(page)
                .map(frame -> Templates.signIn(frame, WayBack.of(back).toString(), false, hasProvider));
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
                                        .entity(Templates.signIn(frame, wayBack.toString(), true, hasProvider))
                                        .build())));
    }

    /** Who comes here without a session is sent to the provider, and comes back with one. */
    @GET
    @Path("sign-in/provider")
    @Authenticated
    @AuthorizationCodeFlow
    @Operation(hidden = true)
    public Response signInAtProvider(@RestQuery @DefaultValue("/") String back) {
        return Response.seeOther(WayBack.of(back)).build();
    }

    @POST
    @Path("sign-out")
    @Operation(hidden = true)
    public Uni<Response> signOut(@Context HttpServerRequest request) {
        return identity.getDeferredIdentity()
                .chain(visitor -> visitor.getCredential(IdTokenCredential.class) == null
                        ? Uni.createFrom().voidItem()
                        : providersSession.logout())
                .replaceWith(() -> Response.seeOther(HOME)
                        .cookie(SessionCookie.removed(request))
                        .build());
    }
}
