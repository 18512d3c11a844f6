package org.mailkeep.report.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.report.domain.stored.Page;
import org.mailkeep.report.domain.stored.Position;

/** Where a page begins, as clients carry it about; and how many items it has. */
final class Cursor {

    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 200;

    private static final int MAX_LENGTH = 200;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");

    private Cursor() {}

    /** The first page for a missing one. */
    static Position read(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return Position.START;
        }
        if (cursor.length() <= MAX_LENGTH) {
            try {
                var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
                int comma = text.indexOf(',');
                if (comma > 0) {
                    return new Position(
                            Instant.parse(text.substring(0, comma)), UUID.fromString(text.substring(comma + 1)));
                }
            } catch (IllegalArgumentException | DateTimeException _) {
                // Said below.
            }
        }
        throw invalid();
    }

    private static HttpProblem invalid() {
        return Problems.problem(
                400, "invalid-cursor", "Invalid cursor", "The cursor is not one that a Link header gave.");
    }

    /** How many lines a list begins after whose order is not one of keys, such as the worst first. */
    static int skipped(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return 0;
        }
        if (!NUMBER.matcher(cursor).matches()) {
            throw invalid();
        }
        return Integer.parseInt(cursor);
    }

    static int limit(@Nullable Integer limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Problems.problem(
                    400, "invalid-limit", "Invalid limit", "The limit is not between 1 and " + MAX_LIMIT + ".");
        }
        return limit;
    }

    /** The header field {@code Link} (RFC 8288) that leads to the next page, with the same filters. */
    static Optional<String> link(UriInfo request, Page<?> page) {
        return page.next().map(next -> "<" + uri(request, next) + ">; rel=\"next\"");
    }

    /** The same for a list that begins after so many lines. */
    static String link(UriInfo request, int skipped) {
        URI next = request.getRequestUriBuilder()
                .replaceQueryParam("cursor", skipped)
                .build();
        return "<" + next + ">; rel=\"next\"";
    }

    private static URI uri(UriInfo request, Position next) {
        String text = next.time() + "," + next.id();
        String cursor =
                Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
        UriBuilder builder = request.getRequestUriBuilder();
        return builder.replaceQueryParam("cursor", cursor).build();
    }
}
