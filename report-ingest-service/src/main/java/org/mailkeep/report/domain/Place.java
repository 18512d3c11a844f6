package org.mailkeep.report.domain;

import org.jspecify.annotations.Nullable;

/** Where in a report something is, for example {@code $.policies[0].summary}. Cheap to make; written out only when asked. */
public final class Place {

    /** The report itself. */
    public static final Place ROOT = new Place(null, "$", -1);

    private final @Nullable Place outer;
    private final String name;
    private final int index;

    private Place(@Nullable Place outer, String name, int index) {
        this.outer = outer;
        this.name = name;
        this.index = index;
    }

    public Place member(String member) {
        return new Place(this, member, -1);
    }

    public Place item(int position) {
        return new Place(this, "", position);
    }

    @Override
    public String toString() {
        if (outer == null) {
            return name;
        }
        return index < 0 ? outer + "." + name : outer + "[" + index + "]";
    }
}
