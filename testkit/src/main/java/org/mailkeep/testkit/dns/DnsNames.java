package org.mailkeep.testkit.dns;

import java.net.IDN;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Turns the names of tests and demos, written without a trailing dot and possibly with U-labels, into DNS names. */
final class DnsNames {

    private DnsNames() {}

    static Name absolute(String text) {
        return child(IDN.toASCII(text), Name.root);
    }

    static Name wildcardBelow(Name parent) {
        return child("*", parent);
    }

    static Name child(String label, Name parent) {
        try {
            return Name.fromString(label, parent);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("not a domain name: " + label + "." + parent, e);
        }
    }
}
