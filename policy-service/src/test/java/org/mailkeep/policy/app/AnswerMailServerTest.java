package org.mailkeep.policy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mailkeep.policy.domain.postfix.PostfixReply;

class AnswerMailServerTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void whatIsFoundInTimeIsTheReply() {
        assertThat(reply(Uni.createFrom().item(PostfixReply.DANE), LIMIT)).isEqualTo(PostfixReply.DANE);
    }

    @Test
    void whatTakesTooLongDelaysTheMail() {
        assertThat(reply(Uni.createFrom().nothing(), Duration.ofMillis(20)).query())
                .isEqualTo("TEMP the policy could not be found out in time");
    }

    @Test
    void aBugDelaysTheMailAndTellsNothingOfItself() {
        assertThat(reply(Uni.createFrom().failure(new IllegalStateException("inside")), LIMIT)
                        .query())
                .isEqualTo("TEMP internal error");
    }

    private static PostfixReply reply(Uni<PostfixReply> found, Duration limit) {
        return AnswerMailServer.always(found, limit).await().atMost(LIMIT);
    }
}
