package org.mailkeep.policy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.config.PolicyConfig;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.Rule;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;
import org.mailkeep.policy.resolve.TestResolve;
import org.mailkeep.testkit.MutableClock;
import org.mailkeep.testkit.TestConfig;
import org.mailkeep.testkit.dns.DnsFault;
import org.mailkeep.testkit.world.DemoDomain;
import org.mailkeep.testkit.world.DemoWorld;
import org.mailkeep.testkit.world.SmallInternet;
import org.xbill.DNS.Type;

class EvaluatePolicyTest {

    private static final Optional<TlsPolicy> UNKNOWN = Optional.empty();

    @TempDir
    private Path folder;

    private final MutableClock clock = new MutableClock(Instant.now());
    private final Vertx vertx = Vertx.vertx();
    private SmallInternet internet;
    private TestResolve resolve;
    private EvaluatePolicy evaluate;

    @BeforeEach
    void start() throws IOException {
        internet = DemoWorld.start(SmallInternet.Ports.FREE, clock);
        Map<String, String> settings = internet.settings(folder);
        resolve = new TestResolve(settings, vertx, clock);
        evaluate = new EvaluatePolicy(
                resolve.dns(), resolve.policyHost(), TestConfig.of(PolicyConfig.class, settings), clock);
    }

    @AfterEach
    void stop() throws IOException {
        resolve.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        internet.close();
    }

    @Test
    void everyDomainOfTheDemoWorldGetsTheAnswerItShows() {
        SoftAssertions all = new SoftAssertions();
        for (DemoDomain domain : DemoWorld.domains()) {
            TlsPolicy policy = evaluated(domain.asciiName());
            all.assertThat(policy.decision().reply().query())
                    .as("%s (%s)", domain, policy.decision().rule())
                    .matches(domain::accepts);
        }
        all.assertAll();
    }

    /** RFC 7672 §2.1.1: what could not be looked up never makes the answer weaker. */
    @Test
    void aHostWhoseTlsaCannotBeLookedUpKeepsDaneForTheDomain() {
        assertThat(evaluated("tlsafail.example").decision().reply().query()).isEqualTo("OK dane-only");
        assertThat(evaluated("tlsafail.example").route().hasFailures()).isTrue();
    }

    @Test
    void hostsThatAreAddressedDirectlyHaveDaneAndNoMtaSts() {
        assertThat(hostRule("mail.dane-and-sts.example", 25)).isEqualTo(Rule.DANE_ALL_HOSTS);
        assertThat(hostRule("mail.dane-and-sts.example", 587)).isEqualTo(Rule.NO_POLICY);
        assertThat(hostRule("mail.unusable.example", 25)).isEqualTo(Rule.DANE_UNUSABLE);
        assertThat(hostRule("mail.sts.example", 25)).isEqualTo(Rule.NO_POLICY);
        assertThat(hostRule("missing.example", 25)).isEqualTo(Rule.NO_REACHABLE_HOST);
        assertThat(hostRule("mx2.tlsafail.example", 25)).isEqualTo(Rule.HOSTS_UNKNOWN);
    }

    /** RFC 7672 §2.2.2: some name servers do not even answer for TLSA below an unsigned host. */
    @Test
    void tlsaIsNeverAskedForBelowAnInsecureHost() {
        evaluated("plain.example");
        assertThat(internet.dns().queriesFor("mail.plain.example", Type.A)).isOne();
        assertThat(internet.dns().queriesFor("_25._tcp.mail.plain.example", Type.TLSA))
                .isZero();
    }

    @Test
    void anAliasIsTriedAtItsEndFirst() {
        evaluated("alias.example");
        assertThat(internet.dns().queriesFor("_25._tcp.real.alias.example", Type.TLSA))
                .isOne();
        assertThat(internet.dns().queriesFor("_25._tcp.mail.alias.example", Type.TLSA))
                .isZero();
    }

    @Test
    void whatHasNotExpiredIsNotAskedForAgain() {
        TlsPolicy first = evaluated("dane-and-sts.example");
        internet.dns().resetCounts();

        TlsPolicy again = evaluated("dane-and-sts.example", Optional.of(first), false);

        assertThat(internet.dns().queries()).isZero();
        assertThat(again.route()).isEqualTo(first.route());
        assertThat(again.sts()).isEqualTo(first.sts());
    }

    @Test
    void eachBranchExpiresByItself() {
        TlsPolicy first = evaluated("dane-and-sts.example");
        assertThat(first.route().expiresAt()).isBefore(first.sts().nextCheck().plusSeconds(1));
        clock.advance(Duration.ofSeconds(301)); // the TTL of the demo's records is 300 s, and so for both

        TlsPolicy later = evaluated("dane-and-sts.example", Optional.of(first), false);

        assertThat(later.route().expiresAt()).isAfter(first.route().expiresAt());
        assertThat(later.sts().nextCheck()).isAfter(first.sts().nextCheck());
        // The id is the same, and the policy is not half over: it was not fetched again.
        assertThat(internet.web().host("mta-sts.dane-and-sts.example").requests())
                .isOne();
    }

    @Test
    void anewAsksPastEverythingThatIsRemembered() {
        TlsPolicy first = evaluated("dane.example");
        internet.dns().resetCounts();

        evaluated("dane.example", Optional.of(first), true);

        assertThat(internet.dns().queriesFor("dane.example", Type.MX)).isOne();
        assertThat(internet.dns().queriesFor("_25._tcp.mx1.dane.example", Type.TLSA))
                .isOne();
    }

    @Test
    void aFailureDoesNotReplaceWhatIsKnownAndGood() {
        TlsPolicy first = evaluated("dane.example");
        internet.dns().faults().set("dane.example", Type.MX, DnsFault.SERVFAIL);

        assertThat(evaluated("dane.example", Optional.of(first), true).decision())
                .isEqualTo(first.decision());

        clock.advance(Duration.ofDays(1));
        TlsPolicy expired = evaluated("dane.example", Optional.of(first), false);
        assertThat(expired.decision().rule()).isEqualTo(Rule.MX_UNKNOWN);
        assertThat(expired.route().expiresAt()).isEqualTo(clock.instant().plus(TlsPolicy.FAILURE_LIFE));
    }

    @Test
    void anEnforcedPolicyOutlivesItsRecordAndItsHost() {
        TlsPolicy first = evaluated("sts.example");
        internet.dns().faults().set("_mta-sts.sts.example", DnsFault.SERVFAIL);
        internet.web().remove("mta-sts.sts.example");
        clock.advance(Duration.ofHours(2));

        TlsPolicy later = evaluated("sts.example", Optional.of(first), false);

        assertThat(later.decision()).isEqualTo(first.decision());
        assertThat(((StsState.Active) later.sts()).expiresAt()).isEqualTo(((StsState.Active) first.sts()).expiresAt());
    }

    @Test
    void negativeAnswersEndWithinHalfAnHour() {
        for (String domain : List.of("plain.example", "missing.example", "nullmx.example", "sts.example")) {
            Route route = evaluated(domain).route();
            assertThat(route.expiresAt())
                    .as(domain)
                    .isBetween(clock.instant().plusSeconds(10), clock.instant().plus(Duration.ofMinutes(30)));
        }
    }

    @Test
    void findingsAreInTheOrderOfReasoning() {
        Findings findings = get(evaluate.findings(DomainName.of("alias.example")));

        assertThat(findings.inOrder())
                .extracting(finding -> finding.type() + " " + finding.name())
                .containsExactly(
                        "MX alias.example",
                        "A mail.alias.example",
                        "AAAA mail.alias.example",
                        "TLSA real.alias.example",
                        "TXT _mta-sts.alias.example");
    }

    private Rule hostRule(String host, int port) {
        return get(evaluate.evaluateHost(DomainName.of(host), port)).decision().rule();
    }

    private TlsPolicy evaluated(String domain) {
        return evaluated(domain, UNKNOWN, false);
    }

    private TlsPolicy evaluated(String domain, Optional<TlsPolicy> previous, boolean anew) {
        return get(evaluate.evaluate(DomainName.of(domain), previous, anew));
    }

    private static <T> T get(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(30));
    }
}
