package org.mailkeep.report.deliver;

import org.mailkeep.report.domain.StorableText;

/** What strangers say, made fit to be stored and shown. */
final class Replies {

    private static final int MAX = 300;

    private Replies() {}

    /** One line, not too long. */
    static String line(String text) {
        return StorableText.shortened(
                StorableText.of(text).replaceAll("\\p{Cntrl}+", " ").strip(), MAX);
    }
}
