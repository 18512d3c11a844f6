package org.mailkeep.report.api.pages;

import java.util.Optional;

/**
 * Where in a long list a page is.
 *
 * @param words which lines of how many
 */
record Paging(Optional<String> previous, Optional<String> next, String words) {

    /** On a page. */
    static final int LINES = 50;

    /** Further down nobody leafs; an export has all. */
    private static final int MAX_SKIPPED = 10_000;

    static int skipped(Brush brush) {
        try {
            return Math.clamp(Long.parseLong(brush.other("page")) * LINES, 0, MAX_SKIPPED);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    static Paging of(Brush brush, int skipped, int shown, long all) {
        int page = skipped / LINES;
        return new Paging(
                page > 0 ? Optional.of(brush.with("page", Integer.toString(page - 1))) : Optional.empty(),
                skipped + shown < all ? Optional.of(brush.with("page", Integer.toString(page + 1))) : Optional.empty(),
                shown == 0 ? "none" : (skipped + 1) + " to " + (skipped + shown) + " of " + all);
    }
}
