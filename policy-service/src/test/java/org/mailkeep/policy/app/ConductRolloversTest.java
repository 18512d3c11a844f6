package org.mailkeep.policy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.policy.OwnDomain;
import org.mailkeep.policy.app.ConductRollovers.Request;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
import org.mailkeep.policy.domain.rollover.Outcome;
import org.mailkeep.policy.domain.rollover.Rollover;
import org.mailkeep.policy.domain.rollover.Step;
import org.mailkeep.policy.store.RolloverRepository;
import org.mailkeep.testkit.MutableClock;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.world.SmallInternet;

/** A change of keys at a host of the small internet, with real DNS, probes and store, and restarts in between. */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class ConductRolloversTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init") // DemoWorldResource puts it here
    SmallInternet internet;

    @Inject
    RolloverRepository repository;

    @Inject
    DnsResolver dns;

    @Inject
    OutboxRelay relay;

    @Inject
    Database database;

    @Inject
    ProbeDomain probe;

    private final MutableClock clock = new MutableClock(Instant.now());

    @BeforeEach
    void storeIsThere() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
    }

    @Test
    void theWholeChangeTakesItsTimeAndSurvivesRestarts() throws IOException {
        var own = new OwnDomain(internet);
        DomainName domain = new DomainName(own.name());
        DomainName host = new DomainName(own.host());
        ServerIdentity current = internet.certifiedExchanger(own.host());
        ServerIdentity next = internet.authority().issue(own.host());
        own.announce(current);

        moved(ask(
                domain,
                host,
                new Request.Announce(PublicKeyInfo.of(next.leaf())),
                Optional.of(PublicKeyInfo.of(current.leaf()))));
        own.announce(current, next);
        eventually(domain, host, Step.WAITING);
        refused(ask(domain, host, new Request.Switch(), Optional.empty()));

        clock.advance(Duration.ofMinutes(11));
        eventually(domain, host, Step.SAFE);
        moved(ask(domain, host, new Request.Switch(), Optional.empty()));
        refused(ask(domain, host, new Request.RemoveOld(), Optional.empty()));

        internet.mx().certificate(own.host(), next);
        probe.probe(domain, "test", Duration.ZERO).await().atMost(PATIENCE);
        assertThat(shown(domain, host).step()).isEqualTo(Step.SWITCHED);
        assertThat(ask(domain, host, new Request.RemoveOld(), Optional.empty())).isInstanceOf(Outcome.Stayed.class);

        own.announce(next);
        eventually(domain, host, Step.STEADY);
        assertThat(shown(domain, host).current()).contains(PublicKeyInfo.of(next.leaf()));
    }

    /** Each time by a conductor that knows nothing but the store. */
    private ConductRollovers conductor() {
        return new ConductRollovers(repository, dns, relay, clock);
    }

    private void eventually(DomainName domain, DomainName host, Step step) {
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            clock.advance(Duration.ofSeconds(61));
            conductor().lookAtDns().await().atMost(PATIENCE);
            return shown(domain, host).step() == step;
        });
    }

    private Rollover shown(DomainName domain, DomainName host) {
        return done(conductor().show(domain, host).await().atMost(PATIENCE));
    }

    private Outcome ask(DomainName domain, DomainName host, Request request, Optional<PublicKeyInfo> current) {
        return done(conductor().ask(domain, host, request, current).await().atMost(PATIENCE));
    }

    private static void moved(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Moved.class);
    }

    private static void refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    }

    private static <T> T done(StoreResult<T> result) {
        assertThat(result).isInstanceOf(StoreResult.Done.class);
        return ((StoreResult.Done<T>) result).value();
    }
}
