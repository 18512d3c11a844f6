package org.mailkeep.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.mailkeep.policy.domain.Facts.DEAD;
import static org.mailkeep.policy.domain.Facts.DOMAIN;
import static org.mailkeep.policy.domain.Facts.ENFORCED;
import static org.mailkeep.policy.domain.Facts.NOW;
import static org.mailkeep.policy.domain.Facts.NO_STS;
import static org.mailkeep.policy.domain.Facts.NO_TLSA;
import static org.mailkeep.policy.domain.Facts.TESTING;
import static org.mailkeep.policy.domain.Facts.UNKNOWN;
import static org.mailkeep.policy.domain.Facts.UNUSABLE;
import static org.mailkeep.policy.domain.Facts.USABLE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.domain.dane.HostAddresses;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.TlsaBases;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.mtasts.StsState;

/**
 * A failure to find out never weakens an answer (RFC 7672 §2.1.1).
 *
 * <p>The invariant: let {@code truth} be what every look-up would have said, and {@code seen} the same with some of the
 * look-ups failing. The reply for {@code seen} is never weaker ({@link Strength}) than the reply for {@code truth}, for
 * any truth and any set of failures. So nobody gains by making a name server fail. It is proven in two steps: failing
 * questions about one host weaken nothing, and hosts of unknown verdict weaken nothing.
 *
 * <p>One failure is let through on purpose, and by RFC 8461 §3.3: where no MTA-STS policy is remembered, a failing
 * record or policy host reads as none. That it takes nothing from a remembered one is proven in StsLifePropertiesTest.
 */
class TempFailTest {

    private static final List<HostVerdict> VERDICTS = List.of(USABLE, UNUSABLE, NO_TLSA, DEAD);

    @Property(tries = 3000)
    void hostsThatCouldNotBeAskedWeakenNothing(
            @ForAll("verdicts") @Size(min = 1, max = 6) List<HostVerdict> truth,
            @ForAll @Size(6) List<Boolean> fails,
            @ForAll boolean mxSecure,
            @ForAll("sts") StsState sts,
            @ForAll MixedPolicy mixed) {
        List<HostVerdict> seen = new ArrayList<>(truth);
        for (int i = 0; i < seen.size(); i++) {
            if (fails.get(i)) {
                seen.set(i, UNKNOWN);
            }
        }
        assertNotWeaker(strength(mxSecure, seen, sts, mixed), strength(mxSecure, truth, sts, mixed), seen, truth);
    }

    @Test
    void aListOfHostsThatCouldNotBeLookedUpWeakensNothing() {
        for (StsState sts : List.of(NO_STS, TESTING, ENFORCED)) {
            assertThat(Strength.of(Combination.decide(DOMAIN, Facts.undetermined(), sts, MixedPolicy.DANE, NOW)))
                    .isEqualTo(Strength.TEMP);
        }
    }

    @Test
    void failingQuestionsAboutAHostWeakenNothing() {
        for (Pair host : pairs()) {
            assertNotWeaker(
                    Strength.of(Combination.decide(host.seen())),
                    Strength.of(Combination.decide(host.truth())),
                    host.seen(),
                    host.truth());
            for (HostVerdict other : VERDICTS) {
                for (boolean mxSecure : new boolean[] {true, false}) {
                    for (StsState sts : List.of(NO_STS, ENFORCED)) {
                        for (MixedPolicy mixed : MixedPolicy.values()) {
                            assertNotWeaker(
                                    strength(mxSecure, List.of(host.seen(), other), sts, mixed),
                                    strength(mxSecure, List.of(host.truth(), other), sts, mixed),
                                    host.seen(),
                                    host.truth());
                        }
                    }
                }
            }
        }
    }

    /** The true verdict of a host, and one that is reached while questions about it fail. */
    private record Pair(HostVerdict truth, HostVerdict seen) {}

    private static Set<Pair> pairs() {
        Set<Pair> pairs = new HashSet<>();
        for (HostZone zone : HostZone.all()) {
            HostVerdict truth = zone.verdict(EnumSet.noneOf(Question.class));
            for (Set<Question> failing : subsets()) {
                pairs.add(new Pair(truth, zone.verdict(failing)));
            }
        }
        return pairs;
    }

    private static Strength strength(boolean mxSecure, List<HostVerdict> hosts, StsState sts, MixedPolicy mixed) {
        return Strength.of(Combination.decide(DOMAIN, Facts.mx(mxSecure, hosts), sts, mixed, NOW));
    }

    private static void assertNotWeaker(Strength seen, Strength truth, Object seenFacts, Object trueFacts) {
        if (seen.weakerThan(truth)) {
            fail("%s from %s, although %s from %s", seen, seenFacts, truth, trueFacts);
        }
    }

    @Provide
    Arbitrary<List<HostVerdict>> verdicts() {
        return Arbitraries.of(VERDICTS).list();
    }

    @Provide
    Arbitrary<StsState> sts() {
        return Arbitraries.of(NO_STS, TESTING, ENFORCED);
    }

    private static List<Set<Question>> subsets() {
        List<Set<Question>> subsets = new ArrayList<>(List.of(EnumSet.noneOf(Question.class)));
        for (Question question : Question.values()) {
            for (Set<Question> without : List.copyOf(subsets)) {
                Set<Question> with = EnumSet.of(question);
                with.addAll(without);
                subsets.add(with);
            }
        }
        return subsets;
    }

    private enum Question {
        A,
        AAAA,
        CNAME,
        TLSA_OF_TARGET,
        TLSA_OF_HOST
    }

    private enum Tlsa {
        USABLE,
        UNUSABLE,
        NONE
    }

    /** What the zones of a host and, where it is an alias, of its target hold. */
    private record HostZone(
            boolean signed, boolean alias, boolean targetSigned, boolean a, boolean aaaa, Tlsa atTarget, Tlsa atHost) {

        private static final DomainName HOST = DomainName.of("mx.example.com");
        private static final DomainName TARGET = DomainName.of("target.example.net");
        private static final Duration TTL = Duration.ofMinutes(5);

        static List<HostZone> all() {
            List<HostZone> all = new ArrayList<>();
            boolean[] both = {true, false};
            for (boolean signed : both) {
                for (boolean alias : both) {
                    for (boolean targetSigned : both) {
                        for (boolean a : both) {
                            for (boolean aaaa : both) {
                                for (Tlsa atTarget : Tlsa.values()) {
                                    for (Tlsa atHost : Tlsa.values()) {
                                        all.add(new HostZone(signed, alias, targetSigned, a, aaaa, atTarget, atHost));
                                    }
                                }
                            }
                        }
                    }
                }
            }
            return all;
        }

        /** Asks as RFC 7672 §2.2.2 says: addresses, the alias where they are insecure, TLSA below each base. */
        HostVerdict verdict(Set<Question> failing) {
            var addresses =
                    HostAddresses.of(HOST, address(Question.A, a, failing), address(Question.AAAA, aaaa, failing));
            return verdict(TlsaBases.of(HOST, addresses), failing);
        }

        private HostVerdict verdict(TlsaBases bases, Set<Question> failing) {
            return switch (bases) {
                case TlsaBases.Settled(HostVerdict verdict) -> verdict;
                case TlsaBases.AskForAlias asked -> verdict(TlsaBases.afterAlias(HOST, asked, cname(failing)), failing);
                case TlsaBases.AskBelow(List<DomainName> names) ->
                    names.stream()
                            .map(base -> HostVerdict.after(base, tlsa(base, failing)))
                            .flatMap(Optional::stream)
                            .findFirst()
                            .orElse(NO_TLSA);
            };
        }

        private Lookup<String> address(Question question, boolean exists, Set<Question> failing) {
            if (failing.contains(question)) {
                return new Lookup.TempFail<>("SERVFAIL");
            }
            boolean secure = signed && (!alias || targetSigned);
            DomainName owner = alias ? TARGET : HOST;
            if (!exists) {
                return new Lookup.NoData<>(secure, TTL);
            }
            return secure
                    ? new Lookup.Secure<>(List.of("192.0.2.1"), owner, TTL)
                    : new Lookup.Insecure<>(List.of("192.0.2.1"), owner, TTL);
        }

        private Lookup<DomainName> cname(Set<Question> failing) {
            if (failing.contains(Question.CNAME)) {
                return new Lookup.TempFail<>("SERVFAIL");
            }
            return signed
                    ? new Lookup.Secure<>(List.of(TARGET), HOST, TTL)
                    : new Lookup.Insecure<>(List.of(TARGET), HOST, TTL);
        }

        private Lookup<TlsaRecord> tlsa(DomainName base, Set<Question> failing) {
            boolean ofHost = base.equals(HOST);
            if (failing.contains(ofHost ? Question.TLSA_OF_HOST : Question.TLSA_OF_TARGET)) {
                return new Lookup.TempFail<>("SERVFAIL");
            }
            List<TlsaRecord> records = switch (ofHost ? atHost : atTarget) {
                case USABLE -> List.of(new TlsaRecord(3, 1, 1, "ab".repeat(32)));
                case UNUSABLE -> List.of(new TlsaRecord(1, 1, 1, "ab".repeat(32)));
                case NONE -> List.of();
            };
            boolean secure = ofHost ? signed : targetSigned;
            if (records.isEmpty()) {
                return new Lookup.NoData<>(secure, TTL);
            }
            return secure ? new Lookup.Secure<>(records, base, TTL) : new Lookup.Insecure<>(records, base, TTL);
        }
    }
}
