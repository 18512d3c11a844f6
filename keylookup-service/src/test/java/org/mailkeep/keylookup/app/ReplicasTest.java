package org.mailkeep.keylookup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.keylookup.config.KeylookupConfig;
import org.mailkeep.keylookup.domain.Pin;
import org.mailkeep.keylookup.store.KeyRepository;
import org.mailkeep.platform.context.HeavyWork;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.testkit.pgp.KeyOwner;

/** A second replica, with a memory of its own as after a restart, beside the service: they share the store and the events. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus injects the fields
class ReplicasTest extends KeylookupTest {

    @Inject
    KeyRepository repository;

    @Inject
    Search search;

    @Inject
    Certificates certificates;

    @Inject
    Consequences consequences;

    @Inject
    Assembly assembly;

    @Inject
    HeavyWork workers;

    @Inject
    OutboxRelay relay;

    @Inject
    KeylookupConfig config;

    @Inject
    Clock clock;

    @Test
    void whatOneFoundTheOtherNeedNotAskFor() {
        var domain = world.domain();
        String email = domain.address("alice");
        KeyOwner alice = domain.owner("alice");
        var directory = domain.advanced();
        directory.publish(email, alice.certificate());
        lookup(email);

        LookupAnswer answer = got(new Second().findKey.find(EmailAddress.of(email)));

        assertThat(answer.key().orElseThrow().certificate().fingerprint()).isEqualTo(alice.fingerprint());
        assertThat(answer.pin().orElseThrow().state()).isEqualTo("match");
        assertThat(directory.host().requests()).isEqualTo(1);
    }

    @Test
    void adecisionOnOneReachesTheOther() {
        var domain = world.domain();
        String email = domain.address("bob");
        KeyOwner old = domain.owner("bob");
        KeyOwner successor = domain.owner("bob");
        domain.advanced().publish(email, old.certificate());
        lookup(email);
        domain.advanced().publish(email, successor.certificate());
        var second = new Second();
        assertThat(got(second.findKey.findAnew(EmailAddress.of(email)))
                        .pin()
                        .orElseThrow()
                        .state())
                .isEqualTo("changed");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> lookup(email).getString("pin.state").equals("changed"));

        assertThat(got(second.decidePin.decide(
                        EmailAddress.of(email), successor.fingerprint(), Pin.Verdict.ACCEPT, "test")))
                .isEqualTo(DecidePin.Outcome.DECIDED);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> successor.fingerprint().hex().equals(lookup(email).getString("fingerprint")));
    }

    @Test
    void bothMayFindTheSameAtOnce() {
        var domain = world.domain();
        String email = domain.address("carol");
        KeyOwner carol = domain.owner("carol");
        domain.advanced().publish(email, carol.certificate());
        var replicas = Stream.of(new Second(), new Second(), new Second()).toList();
        var answers = Uni.join()
                .all(IntStream.range(0, 9)
                        .mapToObj(i -> replicas.get(i % 3).findKey.find(EmailAddress.of(email)))
                        .toList())
                .andFailFast();
        assertThat(got(answers)).allSatisfy(answer -> {
            assertThat(answer.key().orElseThrow().certificate().fingerprint()).isEqualTo(carol.fingerprint());
            assertThat(answer.pin().orElseThrow().state()).isIn("first-seen", "match");
        });
        assertThat(domain.advanced().host().requests())
                .as("each replica asks once at most")
                .isLessThanOrEqualTo(3);
        assertThat(lookup(email).getList("pin.history.what")).containsExactly("pinned");
    }

    private final class Second {

        final AnswerMemory memory = new AnswerMemory(config, clock);
        final Knowledge knowledge =
                new Knowledge(repository, certificates, workers, relay, memory, consequences, clock);
        final FindKey findKey = new FindKey(
                memory, repository, search, knowledge, assembly, workers, config, new LookupStatistics(), clock);
        final DecidePin decidePin = new DecidePin(repository, memory, relay, clock);
    }

    private static <T> T got(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(20));
    }
}
