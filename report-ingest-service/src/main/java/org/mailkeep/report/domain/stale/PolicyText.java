package org.mailkeep.report.domain.stale;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An MTA-STS policy as it can be compared: the fields of RFC 8461 §3.2 in one order, without what extensions add and without
 * the spelling of whoever wrote it down.
 */
public record PolicyText(List<String> lines) {

    private static final List<String> FIELDS = List.of("version", "mode", "mx", "max_age");

    public PolicyText {
        lines = List.copyOf(lines);
    }

    /** Lines as a report or a policy file has them. */
    public static PolicyText of(List<String> written) {
        var fields = new ArrayList<String>();
        for (String name : FIELDS) {
            written.stream()
                    .map(line -> line.split(":", 2))
                    .filter(parts -> parts.length == 2
                            && parts[0].strip().toLowerCase(Locale.ROOT).equals(name))
                    .map(parts -> name + ": " + value(name, parts[1].strip()))
                    .distinct()
                    .sorted()
                    .forEach(fields::add);
        }
        return new PolicyText(fields);
    }

    /** Whether it says anything; some senders leave the policy out. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    private static String value(String name, String value) {
        return name.equals("version") ? value : value.toLowerCase(Locale.ROOT);
    }
}
