package org.mailkeep.keylookup.lookup;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.Answer;
import org.mailkeep.keylookup.domain.AnswerReader;
import org.mailkeep.keylookup.domain.StepOutcome;
import org.mailkeep.platform.context.HeavyWork;

/** Reads what peers answered, on a worker thread. */
@ApplicationScoped
class Answers {

    private final AnswerReader reader;
    private final HeavyWork workers;

    Answers(AnswerReader reader, HeavyWork workers) {
        this.reader = reader;
        this.workers = workers;
    }

    Uni<StepOutcome> forAddress(byte[] body, EmailAddress email, Instant now) {
        return read(() -> reader.forAddress(body, email, now));
    }

    Uni<StepOutcome> forKey(byte[] body, Fingerprint key, Instant now) {
        return read(() -> reader.forKey(body, key, now));
    }

    Uni<StepOutcome> forKeyId(byte[] body, String keyId, Instant now) {
        return read(() -> reader.forKeyId(body, keyId, now));
    }

    private Uni<StepOutcome> read(Supplier<Answer> work) {
        return workers.run(work)
                .map(answer -> switch (answer) {
                    case Answer.Usable(var finding) -> (StepOutcome) new StepOutcome.KeyFound(finding);
                    case Answer.Refused(var why) -> new StepOutcome.Refused(why);
                })
                .onFailure(RejectedExecutionException.class)
                .recoverWithItem(() -> new StepOutcome.Failed("too many answers are waiting to be read"));
    }
}
