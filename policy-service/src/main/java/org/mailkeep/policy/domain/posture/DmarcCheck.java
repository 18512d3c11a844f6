package org.mailkeep.policy.domain.posture;

import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.dmarc.Destination;
import org.mailkeep.policy.domain.dmarc.DmarcRecord;
import org.mailkeep.policy.domain.dmarc.PolicyDiscovery;
import org.mailkeep.policy.domain.dmarc.Preference;
import org.mailkeep.policy.domain.dmarc.TreeWalk;

/** Does DMARC protect the domain, and do its reports arrive (RFC 9989)? */
public final class DmarcCheck {

    private DmarcCheck() {}

    /** Checks the policy that a walk from the domain found. */
    public static CheckResult policy(TreeWalk.Ended walk) {
        DomainName domain = walk.start();
        Notes notes = new Notes(Check.DMARC, domain);
        for (TreeWalk.Visit visit : walk.visits()) {
            if (visit.records().size() > 1) {
                notes.fail(
                        visit.at() + " has " + visit.records().size()
                                + " DMARC records, so that all are discarded (RFC 9989 §4.10).",
                        "Leave one DMARC record at _dmarc." + visit.at() + ".");
            }
        }
        return switch (PolicyDiscovery.of(walk)) {
            case PolicyDiscovery.Undetermined(DomainName at, String why) ->
                notes.warn("DMARC of " + at + ": " + why + ".", "Repair the name servers of " + at + ".")
                        .orPass("");
            case PolicyDiscovery.NotPublished() ->
                notes.fail(
                                "There is no DMARC record for the domain, so anybody can write in its name.",
                                "Publish at _dmarc." + domain + ": v=DMARC1; p=reject; rua=mailto:…")
                        .orPass("");
            case PolicyDiscovery.Found found -> judge(notes, found);
        };
    }

    /** Checks that every address for aggregate reports takes them. */
    public static CheckResult reports(DomainName domain, PolicyDiscovery policy, List<Destination> destinations) {
        Notes notes = new Notes(Check.DMARC_REPORTS, domain);
        if (policy instanceof PolicyDiscovery.Found found && !found.record().hasReportAddress()) {
            notes.warn(
                    "Nobody gets the aggregate reports: the record has no usable rua.",
                    "Add rua=mailto:… to the DMARC record.");
        }
        for (Destination destination : destinations) {
            switch (destination) {
                case Destination.Own _, Destination.Agreed _ -> {}
                case Destination.Refused refused ->
                    notes.fail(
                            "An address of another organization does not agree to take the reports.",
                            "That organization has to publish at " + refused.asked() + ": v=DMARC1");
                case Destination.Unusable _ ->
                    notes.warn("No report can be sent to one of the addresses.", "Correct or remove it from rua.");
                case Destination.Undetermined open ->
                    notes.warn("Of an address of another organization, " + open.why() + ".", "Check again later.");
            }
        }
        return notes.orPass(destinations.isEmpty() ? "There is nothing to check." : "All addresses take the reports.");
    }

    private static CheckResult judge(Notes notes, PolicyDiscovery.Found found) {
        DmarcRecord record = found.record();
        Optional<Preference> preference = found.preference(true);
        if (preference.isEmpty()) {
            notes.fail(
                    "The policy of the DMARC record at " + found.at() + " is void (RFC 9989 §4.10.1).",
                    "Correct p, sp and np: each is none, quarantine or reject.");
        } else if (preference.get() == Preference.NONE) {
            notes.warn(
                    "The policy is none, so that forged mail is delivered.",
                    "Once the reports show that all own mail aligns, publish p=quarantine or p=reject.");
        } else if (record.testing()) {
            notes.warn("The policy is only tested (t=y).", "Remove t=y once the reports show no own mail that fails.");
        }
        if (found.place() == PolicyDiscovery.Place.PUBLIC_SUFFIX) {
            notes.warn(
                    "Only the public suffix " + found.at() + " has a policy.", "Publish a DMARC record of your own.");
        }
        record.faults().forEach(fault -> notes.warn("In the record, " + fault + ".", "Correct the DMARC record."));
        return notes.orPass("The policy, at " + found.at() + ", is "
                + preference.map(Preference::word).orElse("void") + ".");
    }
}
