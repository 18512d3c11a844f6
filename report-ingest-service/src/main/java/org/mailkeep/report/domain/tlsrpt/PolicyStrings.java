package org.mailkeep.report.domain.tlsrpt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mailkeep.report.domain.Deviations;
import org.mailkeep.report.domain.Place;
import org.mailkeep.report.domain.Quirk;

/** Brings the ways of writing a policy into one: a line or a TLSA record per string. */
final class PolicyStrings {

    private static final String KEY_OF_MX = "mx:";

    private PolicyStrings() {}

    static List<String> policy(List<String> written, Place place, Deviations noted) {
        var lines = new ArrayList<String>();
        for (String text : written) {
            if (isArrayInText(text)) {
                noted.note(Quirk.POLICY_STRING_JSON_IN_STRING, place);
                lines.addAll(itemsOfArray(text));
            } else {
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
            }
        }
        return lines;
    }

    static List<String> mxHosts(List<String> written, Place place, Deviations noted) {
        var hosts = new ArrayList<String>();
        for (String text : written) {
            String host = text.strip();
            if (host.toLowerCase(Locale.ROOT).startsWith(KEY_OF_MX)) {
                noted.note(Quirk.MX_HOST_WITH_KEY, place);
                host = host.substring(KEY_OF_MX.length()).strip();
            }
            if (!host.isEmpty()) {
                hosts.add(host);
            }
        }
        return hosts;
    }

    /** {@code ["3 1 1 60…","3 1 1 83…"]}: TLSA records have nothing to escape. */
    private static boolean isArrayInText(String text) {
        String trimmed = text.strip();
        return trimmed.startsWith("[\"") && trimmed.endsWith("\"]") && trimmed.length() >= 4 && !trimmed.contains("\\");
    }

    private static List<String> itemsOfArray(String text) {
        var items = new ArrayList<String>();
        int from = 0;
        while (true) {
            int open = text.indexOf('"', from);
            int close = open < 0 ? -1 : text.indexOf('"', open + 1);
            if (close < 0) {
                return items;
            }
            String item = text.substring(open + 1, close).strip();
            if (!item.isEmpty()) {
                items.add(item);
            }
            from = close + 1;
        }
    }
}
