package org.mailkeep.platform.auth;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.mailkeep.platform.problem.Problems;

/**
 * Answers callers who did not prove who they are, with the challenge that RFC 9110 §15.5.2 asks for. Stands before the
 * problem extension's own mapper, which fails with this version of Quarkus.
 */
public class Unauthenticated {

    private static final int BEFORE_EXTENSIONS = Priorities.USER - 1000;

    private final HttpAuthenticator authenticator;

    Unauthenticated(HttpAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @ServerExceptionMapper(
            value = {UnauthorizedException.class, AuthenticationFailedException.class},
            priority = BEFORE_EXTENSIONS)
    public Uni<Response> answer(RoutingContext request) {
        return authenticator
                .getChallenge(request)
                .map(challenge -> isRedirection(challenge)
                        ? redirection(challenge)
                        : Problems.unauthenticated(challenge.getHeaders()).toResponse());
    }

    /** People are sent to a page where they can sign in. */
    private static boolean isRedirection(ChallengeData challenge) {
        return Response.Status.Family.familyOf(challenge.status) == Response.Status.Family.REDIRECTION;
    }

    private static Response redirection(ChallengeData challenge) {
        var response = Response.status(challenge.status);
        challenge.getHeaders().forEach((name, value) -> response.header(name.toString(), value));
        return response.build();
    }
}
