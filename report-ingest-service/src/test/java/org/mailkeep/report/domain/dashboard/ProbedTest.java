package org.mailkeep.report.domain.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.report.domain.dashboard.MxHostPicture.Whose;
import org.mailkeep.report.domain.incident.DomainChange;
import org.mailkeep.report.domain.incident.ObservedFact;

/** What probes saw beside what senders report. */
class ProbedTest {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final String MX = "mx.a.example";
    private static final List<String> POLICY =
            List.of("version: STSv1", "mode: enforce", "mx: mx.a.example", "max_age: 86400");
    private static final String RECORD = "3 1 1 " + "ab".repeat(32);

    @Test
    void policiesOfMtaStsAreComparedFieldByField() {
        ProbeCompleted now = probe("1", host(List.of(), "absent"));
        same("sts", now, "version: STSv1", "mx: MX.a.example", "mode: enforce", "max_age: 86400");
        different(
                List.of("only seen: mode: testing", "only now: mode: enforce"),
                "sts",
                now,
                "version: STSv1",
                "mode: testing",
                "mx: mx.a.example",
                "max_age: 86400");
        different(List.of("no MTA-STS policy is in force now"), "sts", probe("", host(List.of(), "absent")), "mode: x");
        notKnown("sts", now);
    }

    @Test
    void tlsaRecordsAreComparedHoweverTheyAreWritten() {
        ProbeCompleted now = probe("", host(List.of(RECORD), "found"), other(List.of("3 1 1 00"), "found"));
        same("tlsa", now, RECORD);
        same("tlsa", now, "_25._tcp.mx.a.example. IN TLSA 3 1 1 " + "AB".repeat(16) + " " + "AB".repeat(16));
        same("tlsa", now, "3 1 1 00");
        different(
                List.of("only seen: 3 1 1 11", "only now: " + RECORD),
                "tlsa",
                probe("", host(List.of(RECORD), "found")),
                "3 1 1 11");
        different(List.of("there is no TLSA record now"), "tlsa", probe("", host(List.of(), "absent")), RECORD);
        // A lookup that failed has taken nothing away.
        notKnown("tlsa", probe("", host(List.of(), "unknown")), RECORD);
        notKnown("tlsa", now);
    }

    @Test
    void whereSendersFoundNothingThereMayBeSomethingNow() {
        same("no-policy-found", probe("", host(List.of(), "absent")));
        different(
                List.of("an MTA-STS policy is in force now", "there are TLSA records now"),
                "no-policy-found",
                probe("1", host(List.of(RECORD), "found")));
        notKnown("no-policy-found", probe("", host(List.of(), "unknown")));
        notKnown("of-a-sender's-own", probe("1", host(List.of(), "absent")));
        assertThat(PolicyComparison.of(seen("sts", "mode: none"), Optional.empty()))
                .isEqualTo(new PolicyComparison.NotKnown());
    }

    @Test
    void tlsaRecordsThatAreGoneAreAFactAndThoseThatCouldNotBeLookedUpAreNone() {
        assertThat(ObservedFact.of(probe("", host(List.of(), "absent"))))
                .containsExactly(new ObservedFact(DomainChange.Kind.TLSA, MX, ""));
        assertThat(ObservedFact.of(probe("", host(List.of(), "unknown")))).isEmpty();
        assertThat(ObservedFact.of(probe("", host(List.of(RECORD), "found"))))
                .containsExactly(new ObservedFact(DomainChange.Kind.TLSA, MX, RECORD));
    }

    @Test
    void eventsOfAnOlderVersionAreRead() {
        String event = """
            {"domain":"a.example","reason":"schedule","passed":true,"policyId":"","policy":[],"at":"2026-11-23T10:00:00Z",
             "hosts":[{"host":"mx.a.example","address":"192.0.2.1","verdict":"encrypted","resultType":"","why":"",
               "certificate":"","tlsa":[]}]}""";
        assertThat(EventJson.read(event, ProbeCompleted.class)).hasValueSatisfying(probe -> {
            assertThat(probe.hosts().getFirst().tlsaState()).isEmpty();
            assertThat(ObservedFact.of(probe)).isEmpty();
        });
    }

    @Test
    void anAddressIsTheHostsHoweverItIsWritten() {
        MxHostPicture picture = MxHostPicture.of(
                MX, List.of(probe("", at("192.0.2.1"), at("2001:db8::1"), other(List.of(), "unknown"))));
        assertThat(picture.whose("192.0.2.1")).isEqualTo(Whose.OURS);
        assertThat(picture.whose("2001:0DB8:0:0::1")).isEqualTo(Whose.OURS);
        assertThat(picture.whose("192.0.2.9")).isEqualTo(Whose.FOREIGN);
        assertThat(picture.whose("(none)")).isEqualTo(Whose.UNKNOWN);
        assertThat(MxHostPicture.of(MX, List.of()).whose("192.0.2.1")).isEqualTo(Whose.UNKNOWN);
    }

    @Test
    void ofEachAddressTheLatestProbeCounts() {
        ProbeCompleted later = new ProbeCompleted(
                new DomainName("b.example"), "x", true, List.of(at("192.0.2.1")), "", List.of(), AT.plusSeconds(1));
        MxHostPicture picture = MxHostPicture.of(MX, List.of(probe("", at("192.0.2.1"), at("192.0.2.2")), later));
        assertThat(picture.addresses())
                .extracting(seen -> seen.domain().value() + " " + seen.host().address())
                .containsExactly("b.example 192.0.2.1", "a.example 192.0.2.2");
        assertThat(picture.certificates())
                .singleElement()
                .satisfies(shown -> assertThat(shown.addresses()).containsExactly("192.0.2.1", "192.0.2.2"));
    }

    private static void same(String type, ProbeCompleted now, String... seen) {
        assertThat(PolicyComparison.of(seen(type, seen), Optional.of(now))).isEqualTo(new PolicyComparison.Same());
    }

    private static void different(List<String> differences, String type, ProbeCompleted now, String... seen) {
        assertThat(PolicyComparison.of(seen(type, seen), Optional.of(now)))
                .isEqualTo(new PolicyComparison.Different(differences));
    }

    private static void notKnown(String type, ProbeCompleted now, String... seen) {
        assertThat(PolicyComparison.of(seen(type, seen), Optional.of(now))).isEqualTo(new PolicyComparison.NotKnown());
    }

    private static SeenPolicy seen(String type, String... strings) {
        return new SeenPolicy(type, List.of(strings), 1, 1, 0, AT, AT);
    }

    private static ProbeCompleted probe(String policyId, ProbeCompleted.Host... hosts) {
        return new ProbeCompleted(
                new DomainName("a.example"),
                "schedule",
                true,
                List.of(hosts),
                policyId,
                policyId.isEmpty() ? List.of() : POLICY,
                AT);
    }

    private static ProbeCompleted.Host host(List<String> tlsa, String state) {
        return new ProbeCompleted.Host(
                MX, "192.0.2.1", "encrypted", "", "", "", tlsa, Optional.of(state), Optional.empty());
    }

    private static ProbeCompleted.Host other(List<String> tlsa, String state) {
        return new ProbeCompleted.Host(
                "mx2.a.example", "192.0.2.9", "encrypted", "", "", "", tlsa, Optional.of(state), Optional.empty());
    }

    private static ProbeCompleted.Host at(String address) {
        var certificate = new ProbeCompleted.Certificate("CN=" + MX, "CN=ca", List.of(MX), AT, AT.plusSeconds(1));
        return new ProbeCompleted.Host(
                MX,
                address,
                "encrypted",
                "",
                "",
                "aa".repeat(32),
                List.of(),
                Optional.of("unknown"),
                Optional.of(certificate));
    }
}
