package org.mailkeep.keylookup.api.pages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.keylookup.app.ShowUploads;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Shown;

/**
 * Certificates of our users that were uploaded to a keyserver, as the page shows them.
 *
 * @param known false while PostgreSQL does not answer
 */
record PublishedKeys(boolean known, List<Key> keys) {

    /** A certificate. */
    record Key(String fingerprint, List<Address> addresses) {}

    /**
     * An address of it.
     *
     * @param state the keyserver's word
     * @param meaning of that, in a sentence
     */
    record Address(
            String email,
            Mark mark,
            String state,
            String meaning,
            String server,
            Instant at,
            Optional<Instant> nextAsked) {}

    static PublishedKeys of(Optional<List<ShowUploads.Uploaded>> uploads) {
        return new PublishedKeys(
                uploads.isPresent(),
                uploads.orElse(List.of()).stream().map(PublishedKeys::key).toList());
    }

    private static Key key(ShowUploads.Uploaded uploaded) {
        return new Key(
                Shown.inGroups(uploaded.fingerprint().hex()),
                uploaded.addresses().stream().map(PublishedKeys::address).toList());
    }

    private static Address address(ShowUploads.Address address) {
        return new Address(
                address.email().toString(),
                mark(address.state()),
                Shown.visible(address.state()),
                meaning(address),
                address.server(),
                address.at(),
                address.nextAsked());
    }

    private static Mark mark(String state) {
        return switch (state) {
            case "published" -> Mark.GOOD;
            case "pending" -> Mark.WARN;
            case "revoked" -> Mark.BAD;
            default -> Mark.PLAIN;
        };
    }

    /** The states are those of the Verifying Keyserver's API. */
    private static String meaning(ShowUploads.Address address) {
        return switch (address.state()) {
            case "published" -> "Whoever asks for the address gets the key.";
            case "pending" ->
                address.nextAsked().isPresent()
                        ? "Its owner has a mail with a link that was not followed yet."
                        : "Its owner did not follow the link in the mail within a month; upload the key again to send another.";
            case "unpublished" -> "No mail was asked for: the key is there, the address is not.";
            case "revoked" -> "The address is revoked in the key.";
            default -> "The keyserver says no more.";
        };
    }
}
