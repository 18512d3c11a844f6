package org.mailkeep.keydir.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Lists page by page: the cursor is the key of the last item, and no more than that. */
final class Paging {

    private Paging() {}

    /** The key in a cursor, or what stands before the first item. */
    static String after(@Nullable String cursor, String beginning) {
        if (cursor == null || cursor.isEmpty()) {
            return beginning;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw Requests.invalid("invalid-request", "Invalid request", "The cursor is none of ours.");
        }
    }

    /**
     * An answer with a link to the next page, where there may be one.
     *
     * @param limit how many items were asked for
     */
    static <T, V> RestResponse<V> answer(List<T> items, int limit, Function<T, String> key, V view, UriInfo request) {
        var response = RestResponse.ResponseBuilder.ok(view).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (items.size() >= limit) {
            String cursor = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(key.apply(items.getLast()).getBytes(StandardCharsets.UTF_8));
            URI next = request.getRequestUriBuilder()
                    .replaceQueryParam("cursor", cursor)
                    .build();
            // Relative, since a proxy in front may have another name.
            response.header(HttpHeaders.LINK, "<" + next.getRawPath() + "?" + next.getRawQuery() + ">; rel=\"next\"");
        }
        return response.build();
    }
}
