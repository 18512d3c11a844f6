package org.mailkeep.contracts;

import java.time.Instant;

/**
 * A change of an MX host's key went a step on.
 *
 * @param mxHost the host
 * @param from the word of the step that it left
 * @param to the word of the step that it reached
 * @param next what is to be done now, in a sentence
 */
public record RolloverAdvanced(DomainName domain, DomainName mxHost, String from, String to, String next, Instant at)
        implements PostureEvent {

    public static final String TYPE = "rollover.advanced";

    @Override
    public String type() {
        return TYPE;
    }
}
