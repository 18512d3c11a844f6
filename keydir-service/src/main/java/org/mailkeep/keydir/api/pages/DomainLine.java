package org.mailkeep.keydir.api.pages;

import java.util.List;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.keydir.domain.served.DirectoryDomain;
import org.mailkeep.keydir.domain.served.Verification;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Shown;

/**
 * A domain as the page shows it.
 *
 * @param settings what has to stand in its DNS, in lines of a zone file
 * @param canBeChecked whether there is a proof to look for
 */
record DomainLine(
        String name,
        String kind,
        Mark mark,
        String status,
        String sentence,
        List<String> settings,
        boolean canBeChecked) {

    static DomainLine of(DirectoryDomain domain, DomainName ourHost) {
        return new DomainLine(
                domain.name().value(),
                domain.kind() == DirectoryDomain.Kind.OWN ? "own" : "customer's",
                mark(domain.verification()),
                domain.isServed() ? "served" : "not served",
                sentence(domain.verification()),
                domain.settings(ourHost).stream()
                        .map(setting -> setting.name() + ". IN " + setting.type() + " "
                                + (setting.type().equals("TXT") ? '"' + setting.value() + '"' : setting.value() + "."))
                        .toList(),
                domain.kind() == DirectoryDomain.Kind.CUSTOM);
    }

    private static Mark mark(Verification verification) {
        return switch (verification) {
            case Verification.NotNeeded _ -> Mark.GOOD;
            case Verification.Verified verified -> verified.doubt().isPresent() ? Mark.WARN : Mark.GOOD;
            case Verification.Pending _ -> Mark.WARN;
            case Verification.Lapsed _ -> Mark.BAD;
        };
    }

    private static String sentence(Verification verification) {
        return switch (verification) {
            case Verification.NotNeeded own -> "An own domain since " + Shown.utc(own.since()) + ".";
            case Verification.Verified verified ->
                "Proven by " + verified.method() + ", last seen " + Shown.utc(verified.provenAt())
                        + verified.doubt()
                                .map(why -> "; not seen since: " + why)
                                .orElse("") + ".";
            case Verification.Pending pending ->
                "Not proven yet" + pending.why().map(why -> ": " + why).orElse("") + ".";
            case Verification.Lapsed lapsed ->
                "Not proven any more since " + Shown.utc(lapsed.since()) + ": " + lapsed.why() + ".";
        };
    }
}
