package org.mailkeep.ui.table;

import java.util.Optional;
import org.mailkeep.ui.Mark;

/**
 * One of the small squares in a row, each of which stands for a day.
 *
 * @param mark how good it was; empty where nothing is known
 * @param expected whether more is expected, so that it may change
 * @param title what it stands for, in a few words
 * @param link to the rows behind it
 */
public record Tile(Optional<Mark> mark, boolean expected, String title, Optional<String> link) {

    /** The class of the style sheet. */
    public String look() {
        return mark.map(Mark::word).orElse("nothing") + (expected ? " expected" : "");
    }

    /** A character, so that colour is not alone; empty for good ones, which are most. */
    public String sign() {
        return mark.map(one -> one == Mark.GOOD ? "" : one.sign()).orElse("");
    }
}
