package org.mailkeep.platform.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.platform.dns.DnsFixture.get;
import static org.mailkeep.platform.dns.DnsFixture.said;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.contracts.dns.MxRecord;
import org.mailkeep.testkit.dns.DnsFault;
import org.mailkeep.testkit.dns.DnsServer;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.dns.Zone;
import org.xbill.DNS.Type;

/** What is remembered, for how long, and how much is asked at once. */
class DnsCacheTest {

    private static final DomainName DOMAIN = DomainName.of("zone.test");
    private static final DomainName MISSING = DomainName.of("missing.zone.test");
    private static final DomainName ALIAS = DomainName.of("alias.zone.test");

    @TempDir
    private Path folder;

    private DnsServer server;
    private DnsFixture fixture;
    private DnsResolver dns;

    @BeforeEach
    void start() throws IOException {
        server = DnsServer.start();
        server.put(Zone.parse("test", Signing.NSEC, ""), Zone.parse("zone.test", Signing.NSEC, """
                        @      600    MX    10 mail
                        @      200000 TXT   "for ever"
                        alias  30     CNAME mail
                        mail   90     A     127.0.0.1
                        zero   0      A     127.0.0.1
                        """));
        use(Map.of());
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
        server.close();
    }

    @Test
    void anAnswerLivesAsLongAsItsTtl() {
        assertThat(life(dns.mx(DOMAIN))).isEqualTo(Duration.ofMinutes(10));

        fixture.clock.advance(Duration.ofSeconds(590));
        assertThat(life(dns.mx(DOMAIN))).isEqualTo(Duration.ofSeconds(10)); // what is left of it
        assertThat(server.queriesFor("zone.test", Type.MX)).isEqualTo(1);

        fixture.clock.advance(Duration.ofSeconds(10));
        assertThat(life(dns.mx(DOMAIN))).isEqualTo(Duration.ofMinutes(10));
        assertThat(server.queriesFor("zone.test", Type.MX)).isEqualTo(2);
    }

    @Test
    void theShortestTtlOfAnAliasChainCounts() {
        assertThat(life(dns.a(ALIAS))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void nothingLivesLongerThanADay() {
        assertThat(life(dns.txt(DOMAIN))).isEqualTo(AnswerReader.MAX_TTL);
    }

    @Test
    void anAnswerWithoutLifeIsNotKept() {
        DomainName zero = DomainName.of("zero.zone.test");
        said(dns.a(zero));
        said(dns.a(zero));
        assertThat(server.queriesFor("zero.zone.test", Type.A)).isEqualTo(2);
    }

    /** RFC 2308 §5. */
    @Test
    void aDenialLivesAsLongAsTheZoneSays() {
        assertThat(life(dns.mx(MISSING))).isEqualTo(Duration.ofSeconds(Zone.DEFAULT_TTL));
        for (int i = 0; i < 100; i++) {
            assertThat(said(dns.mx(MISSING))).isEqualTo("secure no such name");
        }
        assertThat(server.queriesFor("missing.zone.test", Type.MX)).isEqualTo(1);
    }

    @Test
    void aFailureIsForgottenAfterSeconds() {
        server.faults().set("zone.test", Type.MX, DnsFault.SERVFAIL);
        assertThat(said(dns.mx(DOMAIN))).startsWith("failed: ");
        server.faults().clear();

        assertThat(said(dns.mx(DOMAIN))).startsWith("failed: ");
        fixture.clock.advance(Duration.ofSeconds(3));
        assertThat(said(dns.mx(DOMAIN))).startsWith("secure ");
    }

    @Test
    void whoWantsItAnewGetsItAnewAndTeachesTheOthers() {
        said(dns.mx(DOMAIN));
        server.put("zone.test", Signing.NSEC, "@ MX 20 other");

        assertThat(said(dns.mx(DOMAIN))).contains("mail.zone.test");
        assertThat(said(dns.anew().mx(DOMAIN))).contains("other.zone.test");
        assertThat(said(dns.mx(DOMAIN))).contains("other.zone.test");
    }

    @Test
    void oneQuestionIsEnoughForManyWaiters() {
        server.faults().delay("zone.test", Type.MX, Duration.ofMillis(100));
        List<Uni<Lookup<MxRecord>>> waiters =
                IntStream.range(0, 64).mapToObj(_ -> dns.mx(DOMAIN)).toList();

        List<Lookup<MxRecord>> answers = get(Uni.join().all(waiters).andFailFast());

        assertThat(answers).hasSize(64).allMatch(answer -> answer instanceof Lookup.Secure<MxRecord>);
        assertThat(server.queriesFor("zone.test", Type.MX)).isEqualTo(1);
    }

    @Test
    void aWaiterThatLeavesDoesNotTakeTheAnswerFromTheOthers() {
        server.faults().delay("zone.test", Type.MX, Duration.ofMillis(200));
        Uni<Lookup<MxRecord>> impatient =
                dns.mx(DOMAIN).ifNoItem().after(Duration.ofMillis(20)).recoverWithItem(new Lookup.TempFail<>("left"));

        var both = get(Uni.join().all(impatient, dns.mx(DOMAIN)).andFailFast());

        assertThat(both.getFirst()).isInstanceOf(Lookup.TempFail.class);
        assertThat(both.getLast()).isInstanceOf(Lookup.Secure.class);
    }

    @Test
    void tooManyQuestionsAtOnceAreTurnedAway() {
        use(Map.of("mailkeep.dns.concurrency", "1"));
        List<DomainName> names = IntStream.range(0, 30)
                .mapToObj(i -> DomainName.of("n" + i + ".zone.test"))
                .toList();
        names.forEach(name -> server.faults().delay(name.value(), Duration.ofMillis(20)));

        List<Lookup<String>> answers =
                get(Uni.join().all(names.stream().map(dns::a).toList()).andFailFast());

        Set<Lookup<String>> distinct = new HashSet<>(answers);
        assertThat(distinct)
                .contains(new Lookup.TempFail<>("too many DNS questions at once"))
                .contains(new Lookup.NxDomain<>(true, Duration.ofSeconds(Zone.DEFAULT_TTL)));
    }

    @Test
    void answersComeBackOnTheContextOfTheCaller() throws Exception {
        Context context = fixture.vertx.getOrCreateContext();
        CompletableFuture<Context> seen = new CompletableFuture<>();

        context.runOnContext(_ -> dns.mx(DOMAIN)
                .subscribe()
                .with(_ -> seen.complete(Vertx.currentContext()), seen::completeExceptionally));

        assertThat(seen.get()).isSameAs(context);
    }

    private void use(Map<String, String> settings) {
        if (fixture != null) {
            fixture.close();
        }
        fixture = new DnsFixture(server, folder, settings);
        dns = fixture.dns;
    }

    private static Duration life(Uni<? extends Lookup<?>> answer) {
        return get(answer).life().orElseThrow();
    }
}
