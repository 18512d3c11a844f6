package org.mailkeep.policy.domain.mtasts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the TXT records at {@code _mta-sts.<domain>} say (RFC 8461 §3.1).
 */
public sealed interface StsRecord {

    /** Exactly one valid record: there is a policy, and {@code id} changes whenever it does. */
    record Announced(String id) implements StsRecord {}

    /** No record that starts as an MTA-STS record: the domain does not implement MTA-STS. */
    record Absent() implements StsRecord {}

    /**
     * There is a record, but not exactly one valid one; to be treated as absent.
     *
     * @param why a sentence for people, without text from the record
     */
    record Invalid(String why) implements StsRecord {}

    /**
     * Reads all TXT records of the name.
     *
     * @param records one element a record, its strings already joined without a separator (§3.1)
     */
    static StsRecord of(List<String> records) {
        // "If multiple TXT records for _mta-sts are returned, records that do not begin with v=STSv1; are discarded."
        List<String> candidates = records.stream().filter(Syntax::hasVersion).toList();
        return switch (candidates.size()) {
            case 0 -> new Absent();
            case 1 -> parse(candidates.getFirst());
            default -> new Invalid("there are " + candidates.size() + " MTA-STS records; exactly one is allowed");
        };
    }

    private static StsRecord parse(String record) {
        List<String> fields = new ArrayList<>(List.of(record.split(";", -1)));
        fields.removeFirst();
        // sts-text-record = sts-version 1*(sts-field-delim sts-field) [sts-field-delim]: only the last field may be
        // empty, and white space stands beside a semicolon only.
        if (Syntax.trimWsp(fields.getLast()).isEmpty()) {
            fields.removeLast();
        } else if (Syntax.endsWithWsp(record)) {
            return new Invalid("white space follows the last field of the record");
        }
        Optional<String> id = Optional.empty();
        for (String field : fields) {
            var parts = Syntax.FIELD.matcher(Syntax.trimWsp(field));
            if (!parts.matches()) {
                return new Invalid("a field of the record is not of the form name=value");
            }
            // §3.2 says it for records and policy files alike: of a repeated field the first one counts.
            if (parts.group(1).equals("id") && id.isEmpty()) {
                id = Optional.of(parts.group(2));
            }
        }
        if (id.isEmpty()) {
            return new Invalid("the record has no id");
        }
        return id.filter(value -> Syntax.ID.matcher(value).matches())
                .<StsRecord>map(Announced::new)
                .orElseGet(() -> new Invalid("the id is not 1 to 32 letters and digits"));
    }
}
