package org.mailkeep.contracts.reporting;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the TXT records at {@code _smtp._tls.<domain>} say (RFC 8460 §3). */
public sealed interface TlsRptRecord {

    /**
     * Exactly one valid record.
     *
     * @param rua where reports go; at least one is usable
     * @param faults sentences about what breaks no rule that matters, without text from the record
     */
    record Announced(String text, List<ReportUri> rua, List<String> faults) implements TlsRptRecord {
        public Announced {
            rua = List.copyOf(rua);
            faults = List.copyOf(faults);
        }
    }

    /** No record that starts as a TLSRPT record: the domain wants no reports. */
    record Absent() implements TlsRptRecord {}

    /**
     * There is a record, but not exactly one valid one; senders treat it as absent.
     *
     * @param why a sentence for people, without text from the record
     */
    record Invalid(String why) implements TlsRptRecord {}

    /**
     * Reads all TXT records of the name.
     *
     * @param records one element a record, its strings already joined without a separator (§3)
     */
    static TlsRptRecord of(List<String> records) {
        // "records that do not begin with "v=TLSRPTv1;" are discarded. If the number of resulting records is not one,
        // senders MUST assume the recipient domain does not implement TLSRPT."
        List<String> candidates = records.stream()
                .filter(text -> Grammar.VERSION.matcher(text).lookingAt())
                .toList();
        return switch (candidates.size()) {
            case 0 -> new Absent();
            case 1 -> parse(candidates.getFirst());
            default -> new Invalid("there are " + candidates.size() + " TLSRPT records; exactly one is allowed");
        };
    }

    private static TlsRptRecord parse(String record) {
        List<String> fields = new ArrayList<>(List.of(Grammar.DELIMITER.split(record, -1)));
        fields.removeFirst();
        if (fields.getLast().isEmpty()) {
            fields.removeLast();
        }
        List<ReportUri> rua = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        boolean found = false;
        for (String field : fields) {
            var parts = Grammar.FIELD.matcher(field);
            if (!parts.matches()) {
                return new Invalid("a field of the record is not of the form name=value");
            }
            if (!parts.group(1).equals("rua")) {
                continue;
            }
            if (found) {
                faults.add("there is more than one rua field; only the first one is read");
                continue;
            }
            found = true;
            rua.addAll(ReportUri.listOf(parts.group(2)));
        }
        if (!found) {
            return new Invalid("the record has no rua");
        }
        rua.forEach(uri -> fault(uri, faults));
        return rua.stream().anyMatch(ReportUri::usable)
                ? new Announced(record, rua, faults)
                : new Invalid("no rua of the record is a mailto: or https: URI that reports can be sent to");
    }

    private static void fault(ReportUri uri, List<String> faults) {
        switch (uri) {
            case ReportUri.Mail _, ReportUri.Https _ -> {}
            case ReportUri.Other _ -> faults.add("a rua is neither mailto: nor https:, so no report goes there");
            case ReportUri.Invalid invalid -> faults.add("a rua is ignored: " + invalid.why());
        }
    }

    /** The ABNF of §3. */
    final class Grammar {

        private static final Pattern VERSION = Pattern.compile("v=TLSRPTv1[ \t]*;");

        private static final Pattern DELIMITER = Pattern.compile("[ \t]*;[ \t]*");

        /** Extensions allow less in a value than this; what they hold does not matter here. */
        private static final Pattern FIELD = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]{0,31})=([ -:<-~\t]+)");

        private Grammar() {}
    }
}
