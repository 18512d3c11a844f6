package org.mailkeep.policy.domain.posture;

import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.dane.HostAddresses;

/** Is DNS signed where DANE needs it (RFC 7672 §2.2)? */
public final class DnssecCheck {

    private DnssecCheck() {}

    /** Checks the domain, by its MX records. */
    public static CheckResult domain(DomainName domain, Route route) {
        Notes notes = new Notes(Check.DNSSEC_DOMAIN, domain);
        switch (route) {
            case Route.Hosts hosts -> {
                if (!hosts.mxSecure()) {
                    notes.warn(
                            "The MX records are not signed, so that TLSA records of the hosts do not count.",
                            "Sign the zone of " + domain + " and have its DS record published.");
                }
            }
            case Route.NoMail _ -> {}
            case Route.NoSuchDomain _ -> notes.fail("The domain does not exist.", "Register the domain.");
            case Route.Undetermined open ->
                notes.fail(
                        "Where mail goes is unknown: " + open.why() + ".",
                        "Repair the name servers or signatures of " + domain + ".");
        }
        return notes.orPass("DNSSEC proves where mail goes.");
    }

    /** Checks an MX host, by its addresses. */
    public static CheckResult host(DomainName host, HostAddresses addresses) {
        Notes notes = new Notes(Check.DNSSEC_MX_HOST, host);
        switch (addresses) {
            case HostAddresses.Secure _ -> {}
            case HostAddresses.Insecure _ ->
                notes.warn(
                        "The addresses of the host are not signed, so that its TLSA records do not count.",
                        "Sign the zone of " + host + ".");
            case HostAddresses.None none ->
                notes.fail("No mail can be delivered there: " + none.why() + ".", "Give " + host + " an address.");
            case HostAddresses.Undetermined(String why) ->
                notes.fail(why + ".", "Repair the name servers or signatures of " + host + ".");
        }
        return notes.orPass("DNSSEC proves the addresses of the host.");
    }
}
