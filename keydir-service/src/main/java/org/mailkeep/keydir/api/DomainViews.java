package org.mailkeep.keydir.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.keydir.domain.served.DirectoryDomain;
import org.mailkeep.keydir.domain.served.DnsSetting;
import org.mailkeep.keydir.domain.served.Verification;

/** Domains as clients see them. */
final class DomainViews {

    private DomainViews() {}

    @Schema(name = "NewDomain", description = "What kind of domain it is.")
    record NewDomain(
            @Schema(
                    description =
                            "own: the provider's, served at once. custom: a customer's, served after its DNS proves it.",
                    enumeration = {"own", "custom"},
                    required = true)
            @Nullable String kind) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Domain", description = "A domain that the directory knows.")
    record DomainView(
            @Schema(description = "The name in A-labels.") String domain,
            @Schema(enumeration = {"own", "custom"}) String kind,

            @Schema(description = "Whether the directory answers for it now.")
            boolean served,

            VerificationView verification,

            @Schema(description = "The records to put into DNS; of a custom domain's two either is a proof.")
            List<DnsView> dns) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DomainVerification", description = "How it stands with the proof.")
    record VerificationView(
            @Schema(enumeration = {"not-needed", "pending", "verified", "lapsed"})
            String status,

            @Schema(description = "Since when it stands so.")
            Instant since,

            @Schema(
                    description = "By which record it was proven.",
                    enumeration = {"cname", "txt"})
            @Nullable String method,

            @Schema(description = "When the proof was last seen.") @Nullable Instant provenAt,

            @Schema(description = "What the last look at DNS showed, where it was no proof.") @Nullable String detail) {}

    @Schema(name = "DnsSetting", description = "A record to put into DNS.")
    record DnsView(
            String name,
            String type,
            String value,

            @Schema(description = "The same as a line of a zone file.")
            String zoneFile) {}

    static DomainView of(DirectoryDomain domain, DomainName ourHost) {
        return new DomainView(
                domain.name().value(),
                domain.kind().word(),
                domain.isServed(),
                of(domain.verification()),
                domain.settings(ourHost).stream().map(DomainViews::of).toList());
    }

    private static VerificationView of(Verification verification) {
        return switch (verification) {
            case Verification.NotNeeded own -> new VerificationView("not-needed", own.since(), null, null, null);
            case Verification.Pending pending ->
                new VerificationView(
                        "pending", pending.since(), null, null, pending.why().orElse(null));
            case Verification.Verified verified ->
                new VerificationView(
                        "verified",
                        verified.since(),
                        verified.method().word(),
                        verified.provenAt(),
                        verified.doubt().orElse(null));
            case Verification.Lapsed lapsed -> new VerificationView("lapsed", lapsed.since(), null, null, lapsed.why());
        };
    }

    private static DnsView of(DnsSetting setting) {
        String data = setting.type().equals("TXT") ? "\"" + setting.value() + "\"" : setting.value() + ".";
        return new DnsView(
                setting.name().value(),
                setting.type(),
                setting.value(),
                setting.name() + ". IN " + setting.type() + " " + data);
    }
}
