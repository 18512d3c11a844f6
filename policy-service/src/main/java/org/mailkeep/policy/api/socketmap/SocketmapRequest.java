package org.mailkeep.policy.api.socketmap;

import java.util.Optional;
import org.mailkeep.policy.domain.postfix.LookupKey;
import org.mailkeep.policy.domain.postfix.PostfixReply;

/** A request of {@code socketmap_table(5)}: the name of a map, a blank, and a key. */
sealed interface SocketmapRequest {

    /** A question that has an answer. */
    record Question(MapName map, LookupKey key) implements SocketmapRequest {}

    /**
     * A request that is a mistake in somebody's configuration.
     *
     * @param reply what to tell them; repeats nothing of the request
     */
    record Mistake(String reply) implements SocketmapRequest {}

    /** The maps that can be asked. Their names are not case-sensitive. */
    enum MapName {
        QUERY("QUERY"),
        QUERY_WITH_TLSRPT("QUERYwithTLSRPT");

        private final String word;

        MapName(String word) {
            this.word = word;
        }

        /** The name as documented. */
        String word() {
            return word;
        }

        /** The form of {@code reply} that this map promises. */
        String textOf(PostfixReply reply) {
            return switch (this) {
                case QUERY -> reply.query();
                case QUERY_WITH_TLSRPT -> reply.queryWithTlsrpt();
            };
        }

        private static Optional<MapName> named(String text) {
            for (MapName map : values()) {
                if (map.word.equalsIgnoreCase(text)) {
                    return Optional.of(map);
                }
            }
            return Optional.empty();
        }
    }

    /** Reads any text; never throws. */
    static SocketmapRequest of(String text) {
        int blank = text.indexOf(' ');
        if (blank < 0 || blank == text.length() - 1) {
            return new Mistake("PERM the request has no key");
        }
        return MapName.named(text.substring(0, blank))
                .<SocketmapRequest>map(map -> new Question(map, LookupKey.of(text.substring(blank + 1))))
                .orElseGet(() -> new Mistake("PERM unknown map: the maps are QUERY and QUERYwithTLSRPT"));
    }
}
