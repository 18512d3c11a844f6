package org.mailkeep.keydir.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keydir.app.KeyReport;
import org.mailkeep.keydir.app.KeyStep;
import org.mailkeep.keydir.app.ReadDirectory.OfferedKey;
import org.mailkeep.keydir.app.UploadKeys;
import org.mailkeep.keydir.domain.publishing.Client;
import org.mailkeep.keydir.domain.publishing.ClientView;
import org.mailkeep.keydir.domain.publishing.Verdict;
import org.mailkeep.keydir.domain.publishing.Withholding;
import org.mailkeep.openpgp.CertificateReading;
import org.mailkeep.openpgp.WkdHash;

/** Keys as clients see them. */
final class KeyViews {

    private KeyViews() {}

    @Schema(name = "Upload", description = "What became of the keys in an upload.")
    record UploadView(
            @Schema(description = "One entry for each address and key.")
            List<AddressView> addresses,

            @Schema(description = "One entry for each key in the body.")
            List<KeyView> keys) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "UploadedKey")
    record KeyView(
            @Schema(description = "Missing when it could not be read.") @Nullable String fingerprint,

            @Schema(
                    description = "merged: joined with the copy that was there.",
                    enumeration = {"added", "merged", "unchanged", "refused"})
            String result,

            @Schema(
                    description = "Why it was refused.",
                    enumeration = {
                        "unsupported-version",
                        "unsupported-key",
                        "malformed",
                        "too-large",
                        "too-many-components",
                        "flooded"
                    })
            @Nullable String reason,

            @Nullable LeftOutView leftOut) {}

    @Schema(name = "LeftOut", description = "What was left out of the key, in packets.")
    record LeftOutView(
            @Schema(description = "Signatures by others that the owner did not approve of, and user attributes.")
            int foreign,

            @Schema(description = "Signatures that claim to be by the key and are not.")
            int invalid,

            @Schema(description = "Older signatures beyond the limits.")
            int unverified,

            @Schema(description = "User IDs and subkeys that the key does not vouch for.")
            int unbound) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "KeyForAddress", description = "What became of a key for an address.")
    record AddressView(
            String address,
            @Nullable String fingerprint,
            @Schema(enumeration = {"published", "withheld"}) String status,

            @Schema(
                    description = "Why it is withheld.",
                    enumeration = {
                        "foreign-domain",
                        "domain-not-verified",
                        "not-owner",
                        "retired",
                        "no-matching-user-id",
                        "revoked",
                        "expired",
                        "not-yet-valid",
                        "unusable",
                        "superseded",
                        "too-large",
                        "secret-key"
                    })
            @Nullable String reason,

            @Schema(description = "The reason in a sentence.") @Nullable String detail,

            @Schema(description = "When it stops being served, by time alone.") @Nullable Instant until,

            @Schema(description = "Under which it is served.") @Nullable String hash,

            @Nullable List<WarningView> warnings,

            @Schema(description = "How each client will see it.") @Nullable List<ClientSight> clients) {}

    @Schema(name = "KeyWarning")
    record WarningView(
            @Schema(
                    enumeration = {
                        "no-encryption-key",
                        "expired",
                        "revoked",
                        "superseded",
                        "expiry-rests-on-other-user-id"
                    })
            String code,

            String detail) {}

    @Schema(name = "ClientSight")
    record ClientSight(
            @Schema(enumeration = {"gnupg", "sequoia", "thunderbird", "proton"})
            String client,

            @Schema(enumeration = {"works", "restricted", "fails"})
            String effect,

            @Schema(description = "What it stumbles over; nothing where it works.")
            List<String> findings) {}

    @Schema(name = "OfferedKey", description = "A key that the account offers.")
    record OfferedView(String fingerprint, Instant uploadedAt, List<AddressView> addresses) {}

    @Schema(name = "OfferedKeys")
    record OfferedKeysView(List<OfferedView> keys) {}

    static UploadView of(UploadKeys.Outcome.Looked looked) {
        return new UploadView(
                looked.keys().stream()
                        .flatMap(key -> key.report().stream())
                        .flatMap(report -> addresses(report).stream())
                        .toList(),
                looked.keys().stream().map(KeyViews::of).toList());
    }

    static OfferedKeysView of(List<OfferedKey> keys) {
        return new OfferedKeysView(keys.stream()
                .map(key ->
                        new OfferedView(key.report().fingerprint().hex(), key.uploadedAt(), addresses(key.report())))
                .toList());
    }

    static AddressView withheld(EmailAddress address, Withholding why) {
        return new AddressView(
                address.toString(), null, "withheld", why.word(), why.sentence(), null, null, null, null);
    }

    private static KeyView of(UploadKeys.OfKey key) {
        String fingerprint =
                key.report().map(KeyReport::fingerprint).map(Fingerprint::hex).orElse(null);
        return switch (key.step()) {
            case KeyStep.Added added -> new KeyView(fingerprint, "added", null, of(added.leftOut()));
            case KeyStep.Merged merged -> new KeyView(fingerprint, "merged", null, of(merged.leftOut()));
            case KeyStep.Unchanged unchanged -> new KeyView(fingerprint, "unchanged", null, of(unchanged.leftOut()));
            case KeyStep.Refused refused ->
                new KeyView(
                        refused.fingerprint().map(Fingerprint::hex).orElse(null),
                        "refused",
                        refused.why().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        null);
        };
    }

    private static LeftOutView of(CertificateReading.LeftOut leftOut) {
        return new LeftOutView(leftOut.foreign(), leftOut.invalid(), leftOut.unverified(), leftOut.unbound());
    }

    private static List<AddressView> addresses(KeyReport report) {
        return report.addresses().stream()
                .map(address -> of(address, report.fingerprint()))
                .toList();
    }

    private static AddressView of(KeyReport.OfAddress of, Fingerprint key) {
        return switch (of.verdict()) {
            case Verdict.Withheld withheld ->
                new AddressView(
                        of.address().toString(),
                        key.hex(),
                        "withheld",
                        withheld.why().word(),
                        withheld.why().sentence(),
                        null,
                        null,
                        null,
                        null);
            case Verdict.Published published ->
                new AddressView(
                        of.address().toString(),
                        key.hex(),
                        "published",
                        null,
                        null,
                        published.until().orElse(null),
                        WkdHash.of(of.address()).value(),
                        published.warnings().stream()
                                .sorted()
                                .map(warning -> new WarningView(warning.word(), warning.sentence()))
                                .toList(),
                        of.clients().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(entry -> of(entry.getKey(), entry.getValue()))
                                .toList());
        };
    }

    private static ClientSight of(Client client, List<ClientView.Finding> findings) {
        return new ClientSight(
                client.word(),
                ClientView.effectOf(findings).name().toLowerCase(Locale.ROOT),
                findings.stream().map(ClientView.Finding::why).toList());
    }
}
