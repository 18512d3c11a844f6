package org.mailkeep.policy.domain.posture;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.caa.Authorization;
import org.mailkeep.policy.domain.caa.CaaRules;
import org.mailkeep.policy.domain.caa.CaaSearch;

/** May the authorities in use issue, and nobody else (RFC 8659)? */
public final class CaaCheck {

    private CaaCheck() {}

    /**
     * Checks the records that count for a name.
     *
     * @param inUse the issuers whose certificates the domain uses; empty where they are not known
     */
    public static CheckResult of(DomainName name, CaaSearch.Decided found, Set<DomainName> inUse) {
        Notes notes = new Notes(Check.CAA, name);
        return switch (found) {
            case CaaSearch.Undetermined(DomainName at, String why) ->
                notes.warn(
                                "CAA of " + at + ": " + why + ".",
                                "Repair the name servers of " + at + "; until then authorities may refuse to issue.")
                        .orPass("");
            case CaaSearch.None() ->
                notes.warn(
                                "No name up to the top level has CAA records, so every authority may issue.",
                                "Publish CAA records that name the issuer in use.")
                        .orPass("");
            case CaaSearch.Found records -> judge(notes, records, inUse);
        };
    }

    private static CheckResult judge(Notes notes, CaaSearch.Found found, Set<DomainName> inUse) {
        CaaRules rules = new CaaRules(found.records());
        for (DomainName issuer : inUse) {
            if (rules.permits(issuer, false) instanceof CaaRules.Verdict.Forbidden(String why)) {
                notes.fail(
                        issuer + " is in use and may not issue: " + why + ".",
                        "Publish at " + found.at() + ": CAA 0 issue \"" + issuer + "\"");
            }
        }
        if (rules.unrestricted(false)) {
            notes.warn(
                    "The CAA records at " + found.at() + " restrict nobody.",
                    "Add an issue property that names the issuer in use.");
        }
        rules.faults()
                .forEach(fault -> notes.warn("At " + found.at() + " " + fault + ".", "Correct or remove that record."));
        List<DomainName> others = others(rules, inUse);
        if (!inUse.isEmpty() && !others.isEmpty()) {
            notes.warn(
                    "Others may issue as well: " + joined(others) + ".",
                    "Remove the issuers that are not in use from the CAA records at " + found.at() + ".");
        }
        return notes.orPass("The CAA records at " + found.at() + " allow " + allowed(rules) + " and nobody else.");
    }

    private static List<DomainName> others(CaaRules rules, Set<DomainName> inUse) {
        return issuers(rules).filter(issuer -> !inUse.contains(issuer)).toList();
    }

    private static String allowed(CaaRules rules) {
        List<DomainName> issuers = issuers(rules).toList();
        return issuers.isEmpty() ? "no authority" : joined(issuers);
    }

    private static Stream<DomainName> issuers(CaaRules rules) {
        return Stream.concat(rules.authorizations(false).stream(), rules.authorizations(true).stream())
                .filter(authorization -> authorization.contradiction().isEmpty())
                .map(Authorization::issuer)
                .distinct();
    }

    private static String joined(List<DomainName> names) {
        return names.stream().map(DomainName::value).collect(Collectors.joining(", "));
    }
}
