package org.mailkeep.keydir.app;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mailkeep.keydir.domain.wkd.WkdLocation;

/** Addresses that are to be read again, each once, in the order in which they changed first. Bounded. */
final class ChangedLocations {

    /** More than these at once are found by comparing everything. */
    private static final int MAX = 100_000;

    private final Set<WkdLocation> locations = new LinkedHashSet<>();
    private boolean overflowed;

    synchronized void add(WkdLocation location) {
        if (locations.size() < MAX) {
            locations.add(location);
        } else {
            overflowed = true;
        }
    }

    void addAll(List<WkdLocation> some) {
        some.forEach(this::add);
    }

    /** Takes out the first ones. */
    synchronized List<WkdLocation> take(int atMost) {
        List<WkdLocation> first = new ArrayList<>();
        for (Iterator<WkdLocation> each = locations.iterator(); each.hasNext() && first.size() < atMost; ) {
            first.add(each.next());
            each.remove();
        }
        return first;
    }

    synchronized int size() {
        return locations.size();
    }

    /** Whether some were not kept since this was asked last. */
    synchronized boolean overflowed() {
        boolean was = overflowed;
        overflowed = false;
        return was;
    }
}
