package org.mailkeep.policy.domain.rollover;

import java.util.Locale;

/** How far a change of keys has come. */
public enum Step {
    STEADY("Nothing to do; announce the next key when it is to change."),
    ANNOUNCED("Publish the TLSA record of the next key beside that of the key in use."),
    WAITING("Wait until every resolver has forgotten the answer without the next key's record."),
    SAFE("It is safe to switch the host to the next key."),
    SWITCHING("Switch the host to the next key; a probe will see it."),
    SWITCHED("Remove the TLSA record of the old key.");

    private final String next;

    Step(String next) {
        this.next = next;
    }

    /** As shown to clients. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is to be done now, in a sentence. */
    public String next() {
        return next;
    }
}
