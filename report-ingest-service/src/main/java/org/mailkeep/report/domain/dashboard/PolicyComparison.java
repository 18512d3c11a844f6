package org.mailkeep.report.domain.dashboard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.report.domain.stale.PolicyText;

/** How a policy that senders saw stands to what the last probe saw of the domain. */
public sealed interface PolicyComparison {

    /** They saw what is there now. */
    record Same() implements PolicyComparison {}

    /**
     * They saw something else.
     *
     * @param differences each in a few words, with text of strangers
     */
    record Different(List<String> differences) implements PolicyComparison {
        public Different {
            differences = List.copyOf(differences);
        }
    }

    /** It cannot be said: the sender does not tell the policy, or it is not known what is there now. */
    record NotKnown() implements PolicyComparison {}

    /** The numbers and the data of a TLSA record, whatever stands before them (RFC 6698 §2.2). */
    Pattern TLSA = Pattern.compile("(?:^|\\s)([0-9]{1,3})\\s+([0-9]{1,3})\\s+([0-9]{1,3})\\s+([0-9a-f][0-9a-f\\s]*)$");

    /** Compares by the type of the policy (RFC 8460 §4.4). */
    static PolicyComparison of(SeenPolicy seen, Optional<ProbeCompleted> probe) {
        return probe.map(now -> switch (seen.type()) {
                    case "sts" -> mtaSts(PolicyText.of(seen.strings()), now);
                    case "tlsa" -> tlsa(records(seen.strings()), tlsa(now));
                    case "no-policy-found" -> nothing(now);
                    default -> new NotKnown();
                })
                .orElseGet(NotKnown::new);
    }

    /** The TLSA records of each host; hosts of which it is not known whether they have any are left out. */
    static Map<String, Set<String>> tlsa(ProbeCompleted probe) {
        Map<String, Set<String>> hosts = new TreeMap<>();
        probe.hosts().stream()
                .filter(host -> !host.tlsa().isEmpty()
                        || host.tlsaState()
                                .filter(ProbeCompleted.Host.TLSA_ABSENT::equals)
                                .isPresent())
                .forEach(host ->
                        hosts.computeIfAbsent(host.host(), _ -> new TreeSet<>()).addAll(records(host.tlsa())));
        return hosts;
    }

    private static PolicyComparison mtaSts(PolicyText seen, ProbeCompleted now) {
        if (seen.isEmpty()) {
            return new NotKnown();
        }
        if (now.policyId().isEmpty()) {
            return new Different(List.of("no MTA-STS policy is in force now"));
        }
        return differences(seen.lines(), PolicyText.of(now.policy()).lines());
    }

    /** A report has the records of one host; which one, it need not say. */
    private static PolicyComparison tlsa(Set<String> seen, Map<String, Set<String>> now) {
        if (seen.isEmpty() || now.isEmpty()) {
            return new NotKnown();
        }
        Set<String> nearest = now.values().stream()
                .max(Comparator.comparingLong(
                        served -> served.stream().filter(seen::contains).count()))
                .orElseThrow();
        return nearest.isEmpty() ? new Different(List.of("there is no TLSA record now")) : differences(seen, nearest);
    }

    private static PolicyComparison nothing(ProbeCompleted now) {
        var found = new ArrayList<String>();
        if (!now.policyId().isEmpty()) {
            found.add("an MTA-STS policy is in force now");
        }
        Map<String, Set<String>> hosts = tlsa(now);
        if (hosts.values().stream().anyMatch(records -> !records.isEmpty())) {
            found.add("there are TLSA records now");
        }
        if (found.isEmpty()) {
            return hosts.isEmpty() ? new NotKnown() : new Same();
        }
        return new Different(found);
    }

    private static PolicyComparison differences(Collection<String> seen, Collection<String> now) {
        var all = new ArrayList<String>();
        seen.stream().filter(one -> !now.contains(one)).forEach(one -> all.add("only seen: " + one));
        now.stream().filter(one -> !seen.contains(one)).forEach(one -> all.add("only now: " + one));
        return all.isEmpty() ? new Same() : new Different(all);
    }

    private static Set<String> records(List<String> written) {
        return written.stream()
                .map(PolicyComparison::record)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String record(String written) {
        String text = written.strip().toLowerCase(Locale.ROOT);
        Matcher record = TLSA.matcher(text);
        return record.find()
                ? String.join(
                        " ",
                        record.group(1),
                        record.group(2),
                        record.group(3),
                        record.group(4).replaceAll("\\s", ""))
                : text;
    }
}
