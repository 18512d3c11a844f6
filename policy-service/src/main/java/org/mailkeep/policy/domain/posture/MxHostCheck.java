package org.mailkeep.policy.domain.posture;

import java.time.Instant;
import java.util.List;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.posture.MxFacts.Shown;

/** Do an MX host's TLSA records and certificates fit together? */
public final class MxHostCheck {

    private MxHostCheck() {}

    /** Checks the TLSA records against the certificates that the host really presents (RFC 7672 §3.1). */
    public static CheckResult tlsa(MxFacts mx) {
        Notes notes = new Notes(Check.TLSA, mx.host());
        switch (mx.dane()) {
            case HostVerdict.Usable usable -> {
                against(notes, mx);
                expected(notes, mx, usable.tlsa());
            }
            case HostVerdict.Unusable unusable -> {
                notes.fail(
                        "The host has TLSA records, and none is usable.", "Replace them by records of the form 3 1 1.");
                expected(notes, mx, unusable.tlsa());
            }
            case HostVerdict.NoTlsa(String why) -> noTlsa(notes, mx, why);
            case HostVerdict.TempFail(String why) ->
                notes.fail(sentence(why), "Repair the name servers or signatures of " + mx.host() + ".");
            case HostVerdict.Unreachable(String why) ->
                notes.fail(sentence(why), "Give the host an address or take it out of the MX records.");
        }
        return notes.orPass(
                mx.shown().isEmpty()
                        ? "The host has usable TLSA records."
                        : "The TLSA records match the certificates that the host presents.");
    }

    /** Checks that every address offers TLS as the domain's policy demands. */
    public static CheckResult startTls(MxFacts mx) {
        Notes notes = new Notes(Check.STARTTLS, mx.host());
        if (mx.shown().isEmpty()) {
            notes.warn("The host was not connected to yet.", "Probe the domain.");
        }
        for (Shown shown : mx.shown()) {
            switch (shown) {
                case Shown.Fits _ -> {}
                case Shown.Unfit unfit -> unfit(notes, mx, unfit);
                case Shown.NotSeen(String address, String why) ->
                    notes.warn(
                            "At " + address + " " + why + ".", "Make sure that the host takes connections on port 25.");
            }
        }
        return notes.orPass("Every address of the host offers TLS as the policy demands.");
    }

    /** Checks how long the presented certificates last. DANE-EE does not care, other senders do (RFC 7672 §3.1.1). */
    public static CheckResult expiry(MxFacts mx, Instant now) {
        Notes notes = new Notes(Check.CERTIFICATE_EXPIRY, mx.host());
        if (mx.shown().stream().allMatch(shown -> shown.presented().isEmpty())) {
            notes.warn("No certificate of the host was seen.", "Probe the domain.");
        }
        for (Shown shown : mx.shown()) {
            shown.presented()
                    .ifPresent(key ->
                            Expiry.note(notes, key.notAfter(), now, "Renew the certificate of " + mx.host() + "."));
        }
        return notes.orPass("The certificates of the host last.");
    }

    /** Where TLSA records decide, a certificate that does not fit is told of with them. */
    private static void unfit(Notes notes, MxFacts mx, Shown.Unfit unfit) {
        if (unfit.key().isEmpty()) {
            notes.fail("At " + unfit.address() + " " + unfit.why() + ".", "Let " + mx.host() + " offer STARTTLS.");
        } else if (!(mx.dane() instanceof HostVerdict.Usable)) {
            notes.fail(
                    "At " + unfit.address() + " " + unfit.why() + ".",
                    "Give " + mx.host() + " a valid certificate for its name, of a public authority.");
        }
    }

    private static void against(Notes notes, MxFacts mx) {
        for (Shown shown : mx.shown()) {
            if (shown instanceof Shown.Unfit unfit) {
                unfit.key()
                        .ifPresent(key -> notes.fail(
                                "At " + unfit.address() + " " + unfit.why() + ".",
                                "Publish at _25._tcp." + mx.host() + ": TLSA 3 1 1 " + key.spkiSha256()
                                        + ", or let the host use its former key."));
            }
        }
    }

    private static void expected(Notes notes, MxFacts mx, List<TlsaRecord> live) {
        DomainName host = mx.host();
        for (TlsaRecord missing : mx.expected()) {
            if (!live.contains(missing)) {
                notes.warn(
                        "A configured key of the host has no TLSA record.",
                        "Publish at _25._tcp." + host + ": TLSA " + missing);
            }
        }
        if (!mx.expected().isEmpty() && !mx.expected().containsAll(live)) {
            notes.warn(
                    "The host has TLSA records of keys that are not configured.",
                    "Remove the records of former keys at _25._tcp." + host + ".");
        }
    }

    private static void noTlsa(Notes notes, MxFacts mx, String why) {
        if (mx.expected().isEmpty()) {
            notes.warn(sentence(why), "Sign the zone of the host and publish TLSA records of the form 3 1 1.");
        } else {
            notes.fail(
                    sentence(why),
                    "Publish at _25._tcp." + mx.host() + ": TLSA "
                            + mx.expected().getFirst());
        }
    }

    private static String sentence(String why) {
        return why.isEmpty() ? "" : Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".";
    }
}
