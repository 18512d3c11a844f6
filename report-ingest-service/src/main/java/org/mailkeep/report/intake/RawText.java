package org.mailkeep.report.intake;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailkeep.report.domain.Body;

/** What came, for people to read. */
final class RawText {

    /** More than that nobody reads on a page; whoever wants all of it takes the file. */
    private static final int MAX_BYTES = 2_000_000;

    private static final int MAX_RATIO = 1_000;

    private RawText() {}

    /** Unpacked, one document after the other; empty where it cannot be unpacked or is too long. */
    static Optional<String> of(Body body) {
        var budget = new Inflated.Budget(new Limits(MAX_BYTES, MAX_BYTES, MAX_RATIO), body.length());
        try {
            return Optional.of(Unpacker.unpack(body, Optional.empty(), budget).stream()
                    .map(one -> new String(one.content().whole().bytes(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("\n")));
        } catch (Unreadable _) {
            return Optional.empty();
        }
    }
}
