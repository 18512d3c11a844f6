package org.mailkeep.platform.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.RejectedExecutionException;

/** Says that there is too much to do, where a bounded queue of work was full: that is no fault of the program. */
@Provider
class Overload implements ExceptionMapper<RejectedExecutionException> {

    private static final int RETRY_SECONDS = 10;

    @Override
    public Response toResponse(RejectedExecutionException full) {
        return Problems.unavailable("There is too much to do now; come again in a while.", RETRY_SECONDS)
                .toResponse();
    }
}
