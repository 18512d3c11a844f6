package org.mailkeep.platform.problem;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Refuses a request before any of its body is read. */
public final class EarlyRefusal {

    private EarlyRefusal() {}

    /** Answers with the problem; the connection ends with it, for what is still to come on it is not wanted. */
    public static void send(RoutingContext request, HttpProblem problem) {
        HttpServerResponse response = request.response().setStatusCode(problem.getStatusCode());
        problem.getHeaders().forEach((name, value) -> response.putHeader(name, String.valueOf(value)));
        response.putHeader(HttpHeaderNames.CONTENT_TYPE, HttpProblem.MEDIA_TYPE.toString())
                .putHeader(HttpHeaderNames.CONNECTION, "close")
                .end(new JsonObject()
                        .put("type", String.valueOf(problem.getType()))
                        .put("title", problem.getTitle())
                        .put("status", problem.getStatusCode())
                        .put("detail", problem.getDetail())
                        .encode());
    }
}
