package org.mailkeep.policy.domain;

/**
 * How much a reply protects: NOTFOUND &lt; dane &lt; {dane-only, secure} &lt; TEMP.
 *
 * <p>Postfix may deliver in the clear after NOTFOUND, and so it may after "dane" to hosts without TLSA records.
 * "dane-only" and "secure" authenticate every host, each in its own way, so neither is weaker than the other. After
 * TEMP nothing goes out.
 */
enum Strength {
    NOTFOUND,
    DANE,
    AUTHENTICATED,
    TEMP;

    static Strength of(Decision decision) {
        String reply = decision.reply().query();
        if (reply.equals("NOTFOUND ")) {
            return NOTFOUND;
        }
        if (reply.equals("OK dane")) {
            return DANE;
        }
        if (reply.equals("OK dane-only") || reply.startsWith("OK secure match=")) {
            return AUTHENTICATED;
        }
        if (reply.startsWith("TEMP ")) {
            return TEMP;
        }
        throw new AssertionError("a reply of no known strength: " + reply);
    }

    boolean weakerThan(Strength other) {
        return compareTo(other) < 0;
    }
}
