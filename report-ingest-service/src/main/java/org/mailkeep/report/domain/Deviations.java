package org.mailkeep.report.domain;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The quirks of one report, collected while it is read. Bounded, since each is kept once. */
public final class Deviations {

    private final Map<Quirk, Deviation> found = new EnumMap<>(Quirk.class);

    public void note(Quirk quirk, Place place) {
        Deviation known = found.get(quirk);
        found.put(
                quirk,
                known == null
                        ? new Deviation(quirk, place.toString(), 1)
                        : new Deviation(quirk, known.path(), known.times() + 1));
    }

    public List<Deviation> list() {
        return List.copyOf(found.values());
    }
}
