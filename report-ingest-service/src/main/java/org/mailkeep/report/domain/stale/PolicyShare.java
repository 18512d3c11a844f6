package org.mailkeep.report.domain.stale;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The senders that go by one policy. Each sender counts once, by what it said last.
 *
 * @param id of the policy's record, where it was seen when it was served
 * @param organizations sorted
 * @param share of all senders, 0 to 1
 * @param sessions under it in the reports that were said last
 * @param lastSeen the latest end of these reports
 */
public record PolicyShare(
        PolicyText policy,
        State state,
        Optional<String> id,
        Set<String> organizations,
        double share,
        long sessions,
        Instant lastSeen) {

    /** How a policy stands to the one that is served now. */
    public enum State {
        CURRENT,
        OLD,
        /** It is not known what is served now. */
        UNKNOWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The shares, the largest first.
     *
     * @param seen policies without text are left out: their senders do not say
     * @param served what was in force, in any order; the latest is in force now
     */
    public static List<PolicyShare> of(Collection<SeenPolicy> seen, Collection<ServedPolicy> served) {
        Map<String, SeenPolicy> last = new HashMap<>();
        seen.stream()
                .filter(one -> !one.policy().isEmpty())
                .forEach(one -> last.merge(one.organization(), one, PolicyShare::later));
        Map<PolicyText, List<SeenPolicy>> byText = new HashMap<>();
        last.values()
                .forEach(one -> byText.computeIfAbsent(one.policy(), _ -> new ArrayList<>())
                        .add(one));
        Optional<ServedPolicy> current = served.stream().max(Comparator.comparing(ServedPolicy::since));
        return byText.entrySet().stream()
                .map(entry -> share(entry.getKey(), entry.getValue(), last.size(), current, served))
                .sorted(Comparator.comparingInt(
                                (PolicyShare one) -> one.organizations().size())
                        .reversed()
                        .thenComparing(one -> one.policy().lines().toString()))
                .toList();
    }

    private static PolicyShare share(
            PolicyText policy,
            List<SeenPolicy> senders,
            int all,
            Optional<ServedPolicy> current,
            Collection<ServedPolicy> served) {
        var organizations = new TreeSet<String>();
        senders.forEach(one -> organizations.add(one.organization()));
        return new PolicyShare(
                policy,
                current.map(one -> one.policy().equals(policy) ? State.CURRENT : State.OLD)
                        .orElse(State.UNKNOWN),
                served.stream()
                        .filter(one -> one.policy().equals(policy))
                        .max(Comparator.comparing(ServedPolicy::since))
                        .map(ServedPolicy::id),
                organizations,
                (double) organizations.size() / all,
                senders.stream().mapToLong(SeenPolicy::sessions).sum(),
                senders.stream()
                        .map(SeenPolicy::at)
                        .max(Comparator.naturalOrder())
                        .orElseThrow());
    }

    /** Within one report a sender may have changed policies; then the one of more sessions counts. */
    private static SeenPolicy later(SeenPolicy one, SeenPolicy other) {
        return Comparator.comparing(SeenPolicy::at)
                                .thenComparingLong(SeenPolicy::sessions)
                                .thenComparing(policy -> policy.policy().lines().toString())
                                .compare(one, other)
                        >= 0
                ? one
                : other;
    }
}
