package org.mailkeep.ui;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes a form only from a page of this service that was made for the same session. Each of the three would do against
 * a forged request: the cookie that is not sent along from other sites, the origin that the browser tells, and the
 * token in the form.
 */
class FormGuard {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final CurrentIdentityAssociation identity;

    FormGuard(CurrentIdentityAssociation identity) {
        this.identity = identity;
    }

    @Page
    @WithFormRead
    @ServerRequestFilter
    public Uni<@Nullable Response> check(ResteasyReactiveContainerRequestContext context, HttpServerRequest request) {
        if (SAFE.contains(context.getMethod())) {
            return Uni.createFrom().nullItem();
        }
        if (!SameOrigin.of(
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Origin"),
                request.authority() == null ? null : request.authority().toString())) {
            return Uni.createFrom().item(refused("This form was sent from another site."));
        }
        var form = (ResteasyReactiveRequestContext) context.getServerRequestContext();
        Optional<String> presented =
                Optional.ofNullable((String) form.getFormParameter(Visitor.FORM_TOKEN, true, false));
        return identity.getDeferredIdentity()
                .map(
                        visitor -> hasItsToken(visitor, presented)
                                ? null
                                : refused(
                                        "This form is not of your session. Go back, load the page again and repeat what you did."));
    }

    /** Who did not come by a session needs no token: a browser sends nothing else by itself. */
    private static boolean hasItsToken(SecurityIdentity visitor, Optional<String> presented) {
        return Visitor.formToken(visitor)
                .map(expected -> presented
                        .filter(token -> SessionSeal.isEqual(expected, token))
                        .isPresent())
                .orElse(true);
    }

    private static Response refused(String why) {
        return Response.status(Response.Status.FORBIDDEN)
                .type(MediaType.TEXT_PLAIN_TYPE)
                .entity(why)
                .build();
    }
}
