package org.mailkeep.report.domain.readiness;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether a domain can ask a mechanism of its senders, by what the mechanism would have kept out.
 *
 * @param sessions that were held to it, or would have been
 * @param blocked of these, those that would not have got through
 * @param unprotected those that got through only because the policy could not be had
 * @param cleanDays the days with reports since the last one with a blocked session
 * @param obstacles what stands in the way, the gravest first
 * @param senders by organisation, those with the most blocked sessions first
 */
public record Readiness(
        Mechanism mechanism,
        Verdict verdict,
        long sessions,
        long blocked,
        long unprotected,
        int cleanDays,
        List<Obstacle> obstacles,
        Map<String, Sender> senders) {

    /** Days with reports and without a blocked session that are asked for: two weeks have seen every weekly newsletter. */
    public static final int CLEAN_DAYS_NEEDED = 14;

    /** The answer in a word. */
    public enum Verdict {
        READY,
        NOT_YET,
        NO_DATA;

        /** For machines, for example {@code not-yet}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What one organisation reported. */
    public record Sender(long sessions, long blocked) {

        Sender plus(Sender other) {
            return new Sender(sessions + other.sessions, blocked + other.blocked);
        }
    }

    /** Something that stands in the way. */
    public sealed interface Obstacle {

        /**
         * Sessions that would have been blocked for one reason.
         *
         * @param mxHost empty where reports name none
         */
        record Blocked(String mxHost, String resultType, long sessions, Set<String> organizations, LocalDate lastDay)
                implements Obstacle {}

        /** The last blocked session, or the first report, is too short ago. */
        record TooFewCleanDays(int days, int needed) implements Obstacle {}

        /** No report tells of a session that was held to it; mode testing or TLSA records come first. */
        record NothingReported() implements Obstacle {}
    }

    private record Kind(String mxHost, String resultType) {}

    /** What the evidence comes to. */
    public static Readiness of(Mechanism mechanism, Evidence evidence) {
        List<Evidence.Failures> blocking = evidence.failures().stream()
                .filter(one -> one.sessions() > 0 && mechanism.blocks(one.policyType(), one.resultType()))
                .toList();
        List<Evidence.Sessions> held = evidence.sessions().stream()
                .filter(one -> one.sessions() > 0 && one.policyType().equals(mechanism.policyType()))
                .toList();
        long blocked = blocking.stream().mapToLong(Evidence.Failures::sessions).sum();
        int clean = cleanDays(held, blocking);
        Verdict verdict = verdict(held, blocked, clean);
        return new Readiness(
                mechanism,
                verdict,
                held.stream().mapToLong(Evidence.Sessions::sessions).sum(),
                blocked,
                evidence.failures().stream()
                        .filter(one -> mechanism.leavesUnprotected(one.policyType(), one.resultType()))
                        .mapToLong(Evidence.Failures::sessions)
                        .sum(),
                clean,
                verdict == Verdict.READY ? List.of() : obstacles(held, blocking, clean),
                senders(held, blocking));
    }

    private static Verdict verdict(List<Evidence.Sessions> held, long blocked, int clean) {
        if (held.isEmpty()) {
            return blocked == 0 ? Verdict.NO_DATA : Verdict.NOT_YET;
        }
        return clean >= CLEAN_DAYS_NEEDED ? Verdict.READY : Verdict.NOT_YET;
    }

    private static int cleanDays(List<Evidence.Sessions> held, List<Evidence.Failures> blocking) {
        var days = new TreeSet<LocalDate>();
        held.forEach(one -> days.add(one.day()));
        LocalDate last = blocking.stream()
                .map(Evidence.Failures::day)
                .max(Comparator.naturalOrder())
                .orElse(LocalDate.MIN);
        return days.tailSet(last, false).size();
    }

    private static List<Obstacle> obstacles(List<Evidence.Sessions> held, List<Evidence.Failures> blocking, int clean) {
        var obstacles = new ArrayList<Obstacle>(kinds(blocking));
        if (held.isEmpty()) {
            obstacles.add(new Obstacle.NothingReported());
        } else {
            obstacles.add(new Obstacle.TooFewCleanDays(clean, CLEAN_DAYS_NEEDED));
        }
        return obstacles;
    }

    private static List<Obstacle.Blocked> kinds(List<Evidence.Failures> blocking) {
        Map<Kind, Obstacle.Blocked> kinds = new LinkedHashMap<>();
        for (Evidence.Failures one : blocking) {
            kinds.merge(
                    new Kind(one.mxHost(), one.resultType()),
                    new Obstacle.Blocked(
                            one.mxHost(), one.resultType(), one.sessions(), Set.of(one.organization()), one.day()),
                    Readiness::sum);
        }
        return kinds.values().stream()
                .sorted(Comparator.comparingLong(Obstacle.Blocked::sessions)
                        .reversed()
                        .thenComparing(Obstacle.Blocked::mxHost)
                        .thenComparing(Obstacle.Blocked::resultType))
                .toList();
    }

    private static Obstacle.Blocked sum(Obstacle.Blocked one, Obstacle.Blocked other) {
        Set<String> organizations = new HashSet<>(one.organizations());
        organizations.addAll(other.organizations());
        return new Obstacle.Blocked(
                one.mxHost(),
                one.resultType(),
                one.sessions() + other.sessions(),
                organizations,
                one.lastDay().isAfter(other.lastDay()) ? one.lastDay() : other.lastDay());
    }

    private static Map<String, Sender> senders(List<Evidence.Sessions> held, List<Evidence.Failures> blocking) {
        Map<String, Sender> sums = new TreeMap<>();
        held.forEach(one -> sums.merge(one.organization(), new Sender(one.sessions(), 0), Sender::plus));
        blocking.forEach(one -> sums.merge(one.organization(), new Sender(0, one.sessions()), Sender::plus));
        Map<String, Sender> sorted = new LinkedHashMap<>();
        sums.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Sender> entry) ->
                                entry.getValue().blocked())
                        .reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
