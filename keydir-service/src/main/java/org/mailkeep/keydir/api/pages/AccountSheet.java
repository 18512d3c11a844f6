package org.mailkeep.keydir.api.pages;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keydir.app.KeyReport;
import org.mailkeep.keydir.app.ReadDirectory.OfferedKey;
import org.mailkeep.keydir.domain.ownership.Account;
import org.mailkeep.keydir.domain.ownership.AddressState;
import org.mailkeep.keydir.domain.ownership.HeldAddress;
import org.mailkeep.keydir.domain.publishing.Client;
import org.mailkeep.keydir.domain.publishing.ClientView;
import org.mailkeep.keydir.domain.publishing.Verdict;
import org.mailkeep.keydir.domain.publishing.Warning;
import org.mailkeep.ui.Branch;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Shown;

/** An account as its page shows it. */
record AccountSheet(String id, List<AddressLine> addresses, List<KeyLine> keys) {

    /** An address that the account holds. */
    record AddressLine(String address, Mark mark, String state, boolean canBeRetired) {}

    /** A key that the account offers, with what becomes of it address by address. */
    record KeyLine(String hex, String fingerprint, Instant uploadedAt, List<Branch> addresses) {}

    static AccountSheet of(Account account, List<OfferedKey> keys) {
        return new AccountSheet(
                account.id().value(),
                account.addresses().stream().map(AccountSheet::addressLine).toList(),
                keys.stream().map(AccountSheet::keyLine).toList());
    }

    private static AddressLine addressLine(HeldAddress held) {
        String address = held.address().toString();
        return switch (held.state()) {
            case AddressState.Primary _ -> new AddressLine(address, Mark.GOOD, "primary", false);
            case AddressState.Alias _ -> new AddressLine(address, Mark.GOOD, "alias", true);
            case AddressState.Retired _ -> new AddressLine(address, Mark.PLAIN, "retired", false);
            case AddressState.Removed removed ->
                new AddressLine(address, Mark.PLAIN, "removed, free from " + Shown.utc(removed.freeFrom()), false);
        };
    }

    private static KeyLine keyLine(OfferedKey key) {
        Fingerprint fingerprint = key.report().fingerprint();
        return new KeyLine(
                fingerprint.hex(),
                Shown.inGroups(fingerprint.hex()),
                key.uploadedAt(),
                key.report().addresses().stream().map(AccountSheet::verdict).toList());
    }

    private static Branch verdict(KeyReport.OfAddress of) {
        String address = of.address().toString();
        return switch (of.verdict()) {
            case Verdict.Published published ->
                new Branch(
                        published.warnings().isEmpty() ? Mark.GOOD : Mark.WARN,
                        address,
                        "published"
                                + published
                                        .until()
                                        .map(until -> " until " + Shown.utc(until))
                                        .orElse("") + warnings(published.warnings()),
                        List.of(),
                        clients(of.clients()));
            case Verdict.Withheld withheld ->
                Branch.leaf(Mark.PLAIN, address, "withheld: " + withheld.why().sentence());
        };
    }

    private static String warnings(Set<Warning> warnings) {
        return warnings.stream()
                .sorted()
                .map(warning -> "; " + warning.sentence())
                .reduce("", String::concat);
    }

    /** Only the clients that stumble over something. */
    private static List<Branch> clients(Map<Client, List<ClientView.Finding>> clients) {
        return clients.entrySet().stream()
                .filter(client -> !client.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(client -> Branch.leaf(
                        mark(ClientView.effectOf(client.getValue())),
                        client.getKey().title(),
                        client.getValue().stream()
                                .map(ClientView.Finding::why)
                                .reduce((one, other) -> one + "; " + other)
                                .orElse("")))
                .toList();
    }

    private static Mark mark(ClientView.Effect effect) {
        return switch (effect) {
            case WORKS -> Mark.GOOD;
            case RESTRICTED -> Mark.WARN;
            case FAILS -> Mark.BAD;
        };
    }
}
