package org.mailkeep.keylookup.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.testkit.pgp.KeyOwner;
import org.mailkeep.testkit.vks.KeyFault;

/** Keyservers that limit the rate or answer with something else. */
@QuarkusTest
class KeyserversTest extends KeylookupTest {

    /** Nobody is to be kept from asking by what happened here. */
    @AfterEach
    void untilTheKeyserversAreAskedAgain() {
        world.first().behave();
        world.second().behave();
        var domain = world.domain();
        domain.advanced();
        int[] asked = {0};
        await().atMost(Duration.ofSeconds(30))
                .until(() -> lookup(domain.address("n" + asked[0]++))
                        .getString("result")
                        .equals("not-found"));
    }

    @Test
    void awishToBeLeftAloneIsRespected() {
        var domain = world.domain();
        domain.advanced();
        world.first().limitRate(Duration.ofSeconds(3));

        JsonPath limited = lookup(domain.address("a"));

        assertThat(limited.getString("result"))
                .as("the second has no key, the first might")
                .isEqualTo("temp-fail");
        assertThat(limited.getString("trace[2].detail")).contains("429");
        assertThat(limited.getString("trace[3].outcome")).isEqualTo("no-key");
        world.first().behave();
        world.first().host().resetCount();
        KeyOwner bob = domain.owner("bob");
        world.second().put(bob.certificate(), domain.address("bob"));
        JsonPath found = lookup(domain.address("bob"));
        assertThat(found.getString("result")).isEqualTo("found");
        assertThat(found.getString("trace[2].detail")).contains("pause");
        assertThat(world.first().asked()).isEmpty();
    }

    @Test
    void apageIsNoKeyAndNoNo() {
        var domain = world.domain();
        domain.advanced();
        world.first().misbehave(KeyFault.HTML_PAGE);
        world.second().misbehave(KeyFault.HTML_PAGE);
        JsonPath answer = lookup(domain.address("a"));
        assertThat(answer.getString("result")).isEqualTo("temp-fail");
        assertThat(answer.getString("why")).contains("web page");
    }
}
