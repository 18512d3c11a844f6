package org.mailkeep.report.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.report.app.Answer;

/** Turns what the use cases say into what HTTP says. */
final class Answers {

    /** Seconds after which it is worth asking again. */
    private static final int RETRY_AFTER = 30;

    private Answers() {}

    /**
     * The value.
     *
     * @throws HttpProblem where there is none
     */
    static <T> T value(Answer<T> answer) {
        return switch (answer) {
            case Answer.Found<T>(T value) -> value;
            case Answer.Nothing<T> _ ->
                throw Problems.problem(404, "not-found", "Not found", "There is nothing of this id.");
            case Answer.Unavailable<T> _ -> throw unavailable("PostgreSQL does not answer; try again later.");
        };
    }

    static HttpProblem unavailable(String detail) {
        return Problems.unavailable(detail, RETRY_AFTER);
    }
}
