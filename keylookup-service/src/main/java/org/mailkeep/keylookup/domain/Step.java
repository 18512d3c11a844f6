package org.mailkeep.keylookup.domain;

/**
 * One question of a lookup.
 *
 * @param server which of several keyservers, from 0; 0 for the other sources
 */
public record Step(Source source, int server) {

    /** The question to a source that there is one of. */
    public static Step to(Source source) {
        return new Step(source, 0);
    }
}
