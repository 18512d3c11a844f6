package org.mailkeep.testkit.world;

import java.net.IDN;

/**
 * A domain of the demo world.
 *
 * @param name as people write it, possibly with U-labels
 * @param shows what it is there for, in one line
 * @param effective the {@code effective} of its policy: {@code dane}, {@code sts}, {@code mixed}, {@code none} or
 *     {@code tempfail}
 * @param postfixReply the socketmap reply to {@code QUERY}; for {@code TEMP } its beginning
 */
public record DemoDomain(String name, String shows, String effective, String postfixReply) {

    private static final String TEMPORARY = "TEMP ";

    /** The name in A-label form. */
    public String asciiName() {
        return IDN.toASCII(name);
    }

    /** Whether a mail server that was told this was told the right thing. */
    public boolean accepts(String reply) {
        return postfixReply.equals(TEMPORARY) ? reply.startsWith(TEMPORARY) : reply.equals(postfixReply);
    }

    /** The domain and what it shows, in two columns. */
    @Override
    public String toString() {
        return "%-24s %s".formatted(name, shows);
    }
}
