package org.mailkeep.policy.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.net.TrustedAuthorities;
import org.mailkeep.policy.domain.mtasts.PolicyFetch;
import org.mailkeep.policy.domain.mtasts.StsFailureType;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.testkit.dns.DnsFault;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.dns.Zone;
import org.mailkeep.testkit.https.Delivery;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.https.WebHost;
import org.mailkeep.testkit.tls.CertificateKind;
import org.mailkeep.testkit.world.SmallInternet;

/** Fetching a policy (RFC 8461 §3.3), and everything that a policy host can do wrong. */
class PolicyHostTest {

    private static final String POLICY =
            "version: STSv1\r\nmode: enforce\r\nmx: mail.example.test\r\nmax_age: 86400\r\n";
    private static final String PATH = "/.well-known/mta-sts.txt";

    @TempDir
    private static Path folder;

    private static SmallInternet internet;
    private static Vertx vertx;
    private static PolicyHost policyHost;

    private WebHost host;

    @BeforeAll
    static void startAll() throws IOException {
        internet = SmallInternet.start();
        internet.dns().put(Zone.parse("test", Signing.NSEC, ""), Zone.parse("example.test", Signing.UNSIGNED, """
                                mta-sts           A     127.0.0.1
                                *.many            A     127.0.0.1
                                mta-sts.two       A     127.0.0.77
                                mta-sts.two       A     127.0.0.1
                                mta-sts.alias     CNAME mta-sts
                                mta-sts.six       AAAA  ::1
                                mta-sts.private   A     10.0.0.1
                                mta-sts.private   A     169.254.169.254
                                mta-sts.nothing   TXT   "no address"
                                """));
        vertx = Vertx.vertx();
        policyHost = host(Map.of());
    }

    @AfterAll
    static void stopAll() throws IOException {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        internet.close();
    }

    @BeforeEach
    void start() {
        internet.dns().faults().clear();
        internet.web().remove("mta-sts.example.test");
        host = internet.web().host("mta-sts.example.test");
        host.serve(PATH, Reply.text(POLICY));
    }

    @Test
    void aGoodHostServesItsPolicy() {
        PolicyFetch.Served served = (PolicyFetch.Served) fetch("example.test");

        assertThat(served.policy().mode()).isEqualTo(StsPolicy.Mode.ENFORCE);
        assertThat(served.policy().maxAge()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void whatIsAllowedIsTaken() {
        good(Reply.of("text/plain", POLICY.getBytes(StandardCharsets.US_ASCII)), "no parameter");
        good(Reply.text(POLICY).withHeader("Content-Type", "TEXT/Plain ; charset=utf-8"), "§3.2, any case");
        good(Reply.text(POLICY).withHeader("Content-Encoding", "identity"), "RFC 9110 §8.4.1");
        good(Reply.text(padded(StsPolicy.MAX_BYTES)), "§3.3, just not too large");
    }

    @Test
    void everythingElseOfHttpIsRefused() {
        bad(Reply.redirect("https://mta-sts.example.test/other"), "redirects", "§3.3: MUST NOT be followed");
        bad(Reply.text(POLICY).withStatus(301), "redirects", "§3.3");
        bad(Reply.text(POLICY).withStatus(404), "HTTP status 404", "§3.3");
        bad(Reply.text(POLICY).withStatus(500), "HTTP status 500", "§3.3");
        bad(Reply.text(POLICY).withStatus(203), "HTTP status 203", "§3.3: 200 only");
        bad(Reply.text(POLICY).withHeader("Content-Type", "text/html"), "text/plain", "§3.2");
        bad(Reply.text(POLICY).withHeader("Content-Type", "text/plainer"), "text/plain", "§3.2");
        bad(Reply.text(POLICY).gzipped(), "content encoding", "§3.3: bytes are counted as they come");
        bad(Reply.text(POLICY).withHeader("X-Long", "x".repeat(10_000)), "no valid HTTP answer", "a bound of ours");
        bad(Reply.text(POLICY).delivered(Delivery.HANG_UP), "no valid HTTP answer", "");
        bad(Reply.text(POLICY).delivered(Delivery.HANG_UP_IN_BODY), "broke within", "half a policy is none");
    }

    @Test
    void aPolicyThatIsNoneIsInvalid() {
        invalid(Reply.text("hello"), "§3.2");
        invalid(Reply.text(padded(StsPolicy.MAX_BYTES + 1)), "§3.3: 64 KiB");
        invalid(Reply.text(POLICY).delivered(Delivery.ENDLESS_BODY), "§3.3: 64 KiB while streaming");
    }

    @Test
    void slownessEndsWithTheTimeout() throws IOException {
        PolicyHost impatient = host(Map.of(), Duration.ofSeconds(1));
        for (Delivery slow : List.of(Delivery.SLOW_HEADER, Delivery.SLOW_BODY, Delivery.SILENCE)) {
            host.serve(PATH, Reply.text(POLICY).delivered(slow));
            assertThat(get(impatient.fetch(DomainName.of("example.test"))))
                    .as("%s, §3.3: total time", slow)
                    .isEqualTo(new PolicyFetch.Failed(StsFailureType.FETCH_ERROR, "there was no policy within 1 s"));
        }
    }

    @Test
    void theCertificateMustBeForThePolicyHost() {
        for (CertificateKind kind : CertificateKind.values()) {
            if (kind == CertificateKind.GOOD) {
                continue;
            }
            host.certificate(kind);
            assertThat(fetch("example.test"))
                    .as("%s", kind)
                    .isInstanceOfSatisfying(
                            PolicyFetch.Failed.class,
                            failed -> assertThat(failed.type()).isEqualTo(StsFailureType.WEBPKI_INVALID));
        }
        assertThat(host.requests()).isZero();
    }

    /** RFC 8461 §3.3: a wildcard is the whole left-most label. */
    @Test
    void aWildcardStandsForOneWholeLabel() {
        DomainName name = DomainName.of("mta-sts.example.test");
        assertThat(CertificateNames.matches("*.example.test", name)).isTrue();
        assertThat(CertificateNames.matches("MTA-STS.example.test", name)).isTrue();
        assertThat(CertificateNames.matches("mta*.example.test", name)).isFalse();
        assertThat(CertificateNames.matches("*.test", name)).isFalse();
        assertThat(CertificateNames.matches("*.*.test", name)).isFalse();
        assertThat(CertificateNames.matches("*", name)).isFalse();

        host.certificate(internet.authority().issue("*.example.test"));
        assertThat(fetch("example.test")).isInstanceOf(PolicyFetch.Served.class);
        host.certificate(internet.authority().issue("mta*.example.test"));
        assertThat(fetch("example.test")).isInstanceOf(PolicyFetch.Failed.class);
    }

    @Test
    void addressesComeThroughAliasesAndAreTriedInTurn() {
        for (String domain : List.of("two.example.test", "alias.example.test")) {
            internet.serveMtaStsPolicy(domain, Reply.text(POLICY));
            assertThat(fetch(domain)).as(domain).isInstanceOf(PolicyFetch.Served.class);
        }
    }

    @Test
    void hostsThatCannotBeReachedFail() {
        unreachable("nothing.example.test", "the policy host has no address");
        unreachable("missing.example.test", "the policy host has no address");
        unreachable("private.example.test", "the policy host has no public address");
        unreachable("six.example.test", "the policy host has no public address");
        internet.dns().faults().set("mta-sts.example.test", DnsFault.SERVFAIL);
        unreachable("example.test", "the policy host has no address");
        unreachable(("a".repeat(49) + ".").repeat(5) + "abc", "the domain's name is too long for a policy host");
    }

    @Test
    void loopbackIsNoPublicAddress() throws IOException {
        PolicyHost strict = host(Map.of("mailkeep.net.allow-private", "192.168.0.0/16"));

        assertThat(get(strict.fetch(DomainName.of("example.test"))))
                .isEqualTo(new PolicyFetch.Failed(StsFailureType.FETCH_ERROR, "the policy host has no public address"));
        assertThat(host.requests()).isZero();
    }

    @Test
    void aPortWhereNobodyListensIsNotConnectedTo() throws IOException {
        PolicyHost wrong = host(Map.of("mailkeep.https.port", "1"));

        assertThat(get(wrong.fetch(DomainName.of("example.test"))))
                .isEqualTo(new PolicyFetch.Failed(
                        StsFailureType.FETCH_ERROR, "the policy host could not be connected to"));
    }

    /** All at one address, which is to have eight connections at most. */
    @Test
    void manyFetchesAtOnceWaitForEachOther() {
        List<String> domains = IntStream.range(0, 30)
                .mapToObj(i -> "d" + i + ".many.example.test")
                .toList();
        domains.forEach(domain -> internet.serveMtaStsPolicy(domain, Reply.text(POLICY)));

        List<Uni<PolicyFetch>> fetches = domains.stream()
                .map(domain -> policyHost.fetch(DomainName.of(domain)))
                .toList();

        assertThat(get(Uni.join().all(fetches).andFailFast())).allMatch(fetch -> fetch instanceof PolicyFetch.Served);
    }

    @Test
    void authoritiesThatCannotBeReadAreRefusedAtStart() throws IOException {
        Path file = folder.resolve("authorities");
        for (String bad : List.of("", "hello")) {
            Files.writeString(file, bad);
            assertThatIllegalStateException()
                    .as(bad)
                    .isThrownBy(() -> new TrustedAuthorities(() -> Optional.of(file)))
                    .withMessageContaining("mailkeep.tls.extra-ca");
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> new TrustedAuthorities(() -> Optional.of(folder.resolve("missing"))))
                .withMessageContaining("cannot read");
    }

    private void good(Reply reply, String why) {
        host.serve(PATH, reply);
        assertThat(fetch("example.test")).as(why).isInstanceOf(PolicyFetch.Served.class);
    }

    private void bad(Reply reply, String says, String why) {
        host.serve(PATH, reply);
        assertThat(fetch("example.test")).as(why).isInstanceOfSatisfying(PolicyFetch.Failed.class, failed -> {
            assertThat(failed.type()).isEqualTo(StsFailureType.FETCH_ERROR);
            assertThat(failed.why()).contains(says);
        });
    }

    private void invalid(Reply reply, String why) {
        host.serve(PATH, reply);
        assertThat(fetch("example.test"))
                .as(why)
                .isInstanceOfSatisfying(
                        PolicyFetch.Failed.class,
                        failed -> assertThat(failed.type()).isEqualTo(StsFailureType.POLICY_INVALID));
    }

    private static void unreachable(String domain, String why) {
        assertThat(fetch(domain)).isEqualTo(new PolicyFetch.Failed(StsFailureType.FETCH_ERROR, why));
    }

    private static String padded(int length) {
        return POLICY + "x: " + "y".repeat(length - POLICY.length() - 3);
    }

    private static PolicyFetch fetch(String domain) {
        return get(policyHost.fetch(DomainName.of(domain)));
    }

    private static <T> T get(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(30));
    }

    private static PolicyHost host(Map<String, String> settings) throws IOException {
        return host(settings, PolicyHost.TIMEOUT);
    }

    private static PolicyHost host(Map<String, String> settings, Duration timeout) throws IOException {
        Map<String, String> all = new HashMap<>(internet.settings(folder));
        all.putAll(settings);
        return TestResolve.policyHost(all, vertx, timeout);
    }
}
