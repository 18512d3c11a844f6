package org.mailkeep.policy.domain.caa;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mailkeep.contracts.DomainName;

/** What a set of CAA records, the Relevant RRset, allows. */
public record CaaRules(List<CaaRecord> records) {

    /** What the registry of RFC 8659 §8.2 knows; RFC 9495 and the CA/Browser Forum added to it. */
    private static final Set<String> KNOWN =
            Set.of("issue", "issuewild", "iodef", "issuemail", "issuevmc", "contactemail", "contactphone");

    public CaaRules {
        records = List.copyOf(records);
    }

    /** Whether an issuer may issue. */
    public sealed interface Verdict {

        /** A sentence for people. */
        String why();

        /** No record restricts who may issue. */
        record Unrestricted(String why) implements Verdict {}

        /** A record names the issuer. */
        record Allowed(Authorization authorization, String why) implements Verdict {}

        record Forbidden(String why) implements Verdict {}
    }

    /**
     * May this issuer issue for the name (RFC 8659 §4.2, §4.3)?
     *
     * @param wildcard whether the certificate is for {@code *.} below the name
     */
    public Verdict permits(DomainName issuer, boolean wildcard) {
        if (records.stream().anyMatch(CaaRules::forbidsAll)) {
            return new Verdict.Forbidden("a property is critical and unknown, so nobody may issue (RFC 8659 §4.1)");
        }
        List<IssueValue> values = values(wildcard);
        if (values.isEmpty()) {
            return new Verdict.Unrestricted("no property restricts who may issue (RFC 8659 §4.2)");
        }
        List<Authorization> own = authorizations(values).stream()
                .filter(authorization -> authorization.issuer().equals(issuer))
                .toList();
        if (own.isEmpty()) {
            return new Verdict.Forbidden("no property names the issuer (RFC 8659 §4.2)");
        }
        return own.stream()
                .filter(authorization -> authorization.contradiction().isEmpty())
                .findFirst()
                .<Verdict>map(authorization -> new Verdict.Allowed(authorization, "a property names the issuer"))
                .orElseGet(() -> new Verdict.Forbidden("the parameters contradict themselves (RFC 8657 §3, §4)"));
    }

    /** Whether anybody at all may issue: nothing restricts it. */
    public boolean unrestricted(boolean wildcard) {
        return values(wildcard).isEmpty() && records.stream().noneMatch(CaaRules::forbidsAll);
    }

    /** Every issuer that a record names. */
    public List<Authorization> authorizations(boolean wildcard) {
        return authorizations(values(wildcard));
    }

    /** Where authorities report requests that break the rules (RFC 8659 §4.4). */
    public List<String> iodef() {
        return records.stream()
                .filter(record -> record.tag().equals("iodef"))
                .map(CaaRecord::value)
                .toList();
    }

    /** What is wrong with the records, in sentences without text from them. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (CaaRecord record : records) {
            if (forbidsAll(record)) {
                faults.add("a property is critical and unknown: no authority may issue (RFC 8659 §4.1)");
            } else if (!KNOWN.contains(record.tag())) {
                faults.add("a property is unknown and ignored (RFC 8659 §4.1)");
            }
            if (record.tag().equals("issue") || record.tag().equals("issuewild")) {
                switch (IssueValue.of(record.value())) {
                    case IssueValue.Malformed(String why) ->
                        faults.add("an " + record.tag() + " property allows nobody: " + why + " (RFC 8659 §4.2)");
                    case IssueValue.Authorizes(Authorization authorization) ->
                        authorization
                                .contradiction()
                                .ifPresent(why -> faults.add("an " + record.tag() + " property allows nobody: " + why
                                        + " (RFC 8657 §3, §4)"));
                    case IssueValue.Nobody _ -> {}
                }
            }
            if (record.tag().equals("iodef") && !record.value().matches("(?i)(mailto|https?):.+")) {
                faults.add("an iodef property is no mailto:, http: or https: URI (RFC 8659 §4.4)");
            }
        }
        return List.copyOf(faults);
    }

    /** The values that count; {@code issuewild} goes before {@code issue} for wildcards (§4.3). */
    private List<IssueValue> values(boolean wildcard) {
        boolean hasWild = records.stream().anyMatch(record -> record.tag().equals("issuewild"));
        String tag = wildcard && hasWild ? "issuewild" : "issue";
        return records.stream()
                .filter(record -> record.tag().equals(tag))
                .map(record -> IssueValue.of(record.value()))
                .toList();
    }

    private static List<Authorization> authorizations(List<IssueValue> values) {
        List<Authorization> found = new ArrayList<>();
        for (IssueValue value : values) {
            if (value instanceof IssueValue.Authorizes(Authorization authorization)) {
                found.add(authorization);
            }
        }
        return List.copyOf(found);
    }

    private static boolean forbidsAll(CaaRecord record) {
        return record.critical() && !KNOWN.contains(record.tag());
    }
}
