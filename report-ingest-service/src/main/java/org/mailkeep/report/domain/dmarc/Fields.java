package org.mailkeep.report.domain.dmarc;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.report.domain.Counts;
import org.mailkeep.report.domain.Deviations;
import org.mailkeep.report.domain.Place;
import org.mailkeep.report.domain.Quirk;
import org.mailkeep.report.domain.Refusal;
import org.mailkeep.report.domain.StorableText;

/** The fields of one element of a report. */
final class Fields {

    private final XmlElement element;
    private final Place place;
    private final Deviations noted;

    Fields(XmlElement element, Place place, Deviations noted) {
        this.element = element;
        this.place = place;
        this.noted = noted;
    }

    Place place(String name) {
        return place.member(name);
    }

    Fields element(String name) throws Refusal {
        return new Fields(
                element.child(name).orElseThrow(() -> new Refusal(place(name), "absent")), place(name), noted);
    }

    Optional<Fields> optionalElement(String name) {
        return element.child(name).map(child -> new Fields(child, place(name), noted));
    }

    List<Fields> elements(String name) {
        return element.children(name).stream()
                .map(child -> new Fields(child, place(name), noted))
                .toList();
    }

    List<String> texts(String name) {
        return element.children(name).stream()
                .map(child -> StorableText.of(child.text().strip()))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Empty for a blank text, too. */
    Optional<String> text(String name) {
        return element.child(name)
                .map(child -> StorableText.of(child.text().strip()))
                .filter(text -> !text.isEmpty());
    }

    String requiredText(String name) throws Refusal {
        return text(name).orElseThrow(() -> new Refusal(place(name), "absent or empty"));
    }

    /** A word in lower case; one that is not among those known is kept and noted. */
    Optional<String> word(String name, Set<String> known) {
        Optional<String> word = text(name).map(text -> text.toLowerCase(Locale.ROOT));
        word.filter(text -> !known.contains(text)).ifPresent(_ -> noted.note(Quirk.WORD_UNKNOWN, place(name)));
        return word;
    }

    long count(String name) throws Refusal {
        return Counts.of(requiredText(name), place(name));
    }
}
