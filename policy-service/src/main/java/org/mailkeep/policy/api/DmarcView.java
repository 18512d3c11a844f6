package org.mailkeep.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.reporting.ReportUri;
import org.mailkeep.policy.app.DmarcFinding;
import org.mailkeep.policy.domain.dmarc.AlignmentMode;
import org.mailkeep.policy.domain.dmarc.Destination;
import org.mailkeep.policy.domain.dmarc.DmarcRecord;
import org.mailkeep.policy.domain.dmarc.PolicyDiscovery;
import org.mailkeep.policy.domain.dmarc.Preference;
import org.mailkeep.policy.domain.dmarc.PublicSuffix;
import org.mailkeep.policy.domain.dmarc.TreeWalk;
import org.mailkeep.policy.domain.posture.DmarcCheck;

/** A domain's DMARC policy and how it was found. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Dmarc",
        requiredProperties = {"domain", "status", "walk", "destinations", "checks"})
record DmarcView(
        String domain,

        @Schema(
                description = "found: a policy applies. none: DMARC does not apply. undetermined: DNS gave no answer.",
                enumeration = {"found", "none", "undetermined"})
        String status,

        @Schema(description = "The policy that applies to mail in the domain's name.") @Nullable Policy policy,

        @Schema(description = "What decides about relaxed alignment (RFC 9989 §4.10.2).") @Nullable String organizationalDomain,

        @Schema(description = "Every name of the tree walk (RFC 9989 §4.10), in order.")
        List<Visit> walk,

        @Schema(description = "Whether those who are to get reports agree to it (RFC 9990).")
        List<DestinationView> destinations,

        @Schema(description = "Why nothing could be found out.") @Nullable String why,

        List<CheckView> checks) {

    @Schema(
            name = "DmarcVisit",
            requiredProperties = {"domain", "records"})
    record Visit(
            String domain,

            @Schema(
                    description =
                            "DMARC records there; of more than one none counts. Strangers wrote them: escape them.")
            List<String> records) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "DmarcPolicy",
            requiredProperties = {
                "at", "place", "record", "psd", "testing", "adkim", "aspf", "rua", "ruf", "fo", "faults"
            })
    record Policy(
            @Schema(description = "The domain that publishes it.")
            String at,

            @Schema(enumeration = {"author-domain", "organizational-domain", "public-suffix"})
            String place,

            @Schema(description = "The record as it stands. A stranger wrote it: escape it.")
            String record,

            @Schema(
                    description = "What is asked of receivers for the domain that was asked about, if it exists;"
                            + " absent: the record is void (RFC 9989 §4.10.1).",
                    enumeration = {"none", "quarantine", "reject"})
            @Nullable String preference,

            @Nullable String p,
            @Nullable String sp,
            @Nullable String np,

            @Schema(enumeration = {"y", "n", "u"}) String psd,

            @Schema(description = "t=y: one step less is asked for.")
            boolean testing,

            @Schema(enumeration = {"r", "s"}) String adkim,

            @Schema(enumeration = {"r", "s"}) String aspf,

            List<String> rua,
            List<String> ruf,
            List<String> fo,
            List<String> faults) {

        static Policy of(PolicyDiscovery.Found found) {
            DmarcRecord record = found.record();
            return new Policy(
                    found.at().value(),
                    found.place().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    record.text(),
                    word(found.preference(true)),
                    word(record.p()),
                    word(record.sp()),
                    word(record.np()),
                    switch (record.psd()) {
                        case PublicSuffix.YES -> "y";
                        case PublicSuffix.NO -> "n";
                        case PublicSuffix.UNSAID -> "u";
                    },
                    record.testing(),
                    letter(record.adkim()),
                    letter(record.aspf()),
                    record.rua().stream().map(ReportUri::text).toList(),
                    record.ruf().stream().map(ReportUri::text).toList(),
                    record.fo(),
                    record.faults());
        }

        private static @Nullable String word(Optional<Preference> preference) {
            return preference.map(Preference::word).orElse(null);
        }

        private static String letter(AlignmentMode mode) {
            return switch (mode) {
                case RELAXED -> "r";
                case STRICT -> "s";
            };
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "DmarcDestination",
            requiredProperties = {"uri", "result"})
    record DestinationView(
            @Schema(description = "As it stands in the record. A stranger wrote it: escape it.")
            String uri,

            @Schema(
                    description = "own: of the same organization. agreed, refused: another one says that it takes the"
                            + " reports, or does not. unusable: no report can be sent there.",
                    enumeration = {"own", "agreed", "refused", "unusable", "undetermined"})
            String result,

            @Schema(description = "The name at which the other organization has to agree.") @Nullable String asked,

            @Nullable String why) {

        static DestinationView of(Destination destination) {
            String uri = destination.uri().text();
            return switch (destination) {
                case Destination.Own _ -> new DestinationView(uri, "own", null, null);
                case Destination.Agreed agreed ->
                    new DestinationView(uri, "agreed", agreed.asked().value(), null);
                case Destination.Refused refused ->
                    new DestinationView(uri, "refused", refused.asked().value(), null);
                case Destination.Unusable _ -> new DestinationView(uri, "unusable", null, null);
                case Destination.Undetermined open -> new DestinationView(uri, "undetermined", null, open.why());
            };
        }
    }

    static DmarcView of(DomainName domain, DmarcFinding finding) {
        TreeWalk.Ended walk = finding.walk();
        PolicyDiscovery policy = finding.policy();
        return new DmarcView(
                domain.value(),
                switch (policy) {
                    case PolicyDiscovery.Found _ -> "found";
                    case PolicyDiscovery.NotPublished _ -> "none";
                    case PolicyDiscovery.Undetermined _ -> "undetermined";
                },
                policy instanceof PolicyDiscovery.Found found ? Policy.of(found) : null,
                walk instanceof TreeWalk.Finished finished
                        ? finished.organizationalDomain().value()
                        : null,
                walk.visits().stream().map(DmarcView::visit).toList(),
                finding.destinations().stream().map(DestinationView::of).toList(),
                walk instanceof TreeWalk.Failed failed ? failed.at() + ": " + failed.why() : null,
                List.of(
                        CheckView.of(DmarcCheck.policy(walk)),
                        CheckView.of(DmarcCheck.reports(domain, policy, finding.destinations()))));
    }

    private static Visit visit(TreeWalk.Visit visit) {
        return new Visit(
                visit.at().value(),
                visit.records().stream().map(DmarcRecord::text).toList());
    }
}
