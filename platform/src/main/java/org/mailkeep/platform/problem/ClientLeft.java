package org.mailkeep.platform.problem;

import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import org.jboss.logging.Logger;

/** A client that goes away within its body is no error of ours; anybody could fill the log with it. */
@Provider
class ClientLeft implements ExceptionMapper<IOException> {

    private static final Logger LOG = Logger.getLogger(ClientLeft.class);

    @Override
    public Response toResponse(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpClosedException) {
                return Response.status(Response.Status.BAD_REQUEST).build();
            }
        }
        LOG.error("A request could not be answered", failure);
        return Problems.internal().toResponse();
    }
}
