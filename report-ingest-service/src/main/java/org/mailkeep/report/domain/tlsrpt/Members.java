package org.mailkeep.report.domain.tlsrpt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.report.domain.Counts;
import org.mailkeep.report.domain.Deviations;
import org.mailkeep.report.domain.Place;
import org.mailkeep.report.domain.Quirk;
import org.mailkeep.report.domain.Refusal;
import org.mailkeep.report.domain.StorableText;
import org.mailkeep.report.domain.json.JsonValue;

/** The members of one object of a report, with the tolerance that senders need. */
public final class Members {

    private final JsonValue.Obj object;
    private final Place place;
    private final Deviations noted;

    private Members(JsonValue.Obj object, Place place, Deviations noted) {
        this.object = object;
        this.place = place;
        this.noted = noted;
    }

    /**
     * The members of an object.
     *
     * @throws Refusal for what is none
     */
    public static Members of(JsonValue value, Place place, Deviations noted) throws Refusal {
        if (value instanceof JsonValue.Obj object) {
            return new Members(object, place, noted);
        }
        throw new Refusal(place, "not an object");
    }

    /** Where a member is. */
    public Place place(String name) {
        return place.member(name);
    }

    /** Whether the member is there and null. */
    boolean isNull(String name) {
        return object.members().get(name) instanceof JsonValue.Null;
    }

    /** The member, if it is there and not null. */
    public Optional<JsonValue> value(String name) {
        JsonValue value = object.members().get(name);
        if (value instanceof JsonValue.Null) {
            noted.note(Quirk.MEMBER_NULL, place(name));
            return Optional.empty();
        }
        return Optional.ofNullable(value);
    }

    Members object(String name) throws Refusal {
        JsonValue value = value(name).orElseThrow(() -> absent(name));
        return of(value, place(name), noted);
    }

    /** A text that is there and not blank. */
    public String text(String name) throws Refusal {
        return optionalText(name).orElseThrow(() -> absent(name));
    }

    /** Empty for a blank text, too. */
    public Optional<String> optionalText(String name) throws Refusal {
        Optional<JsonValue> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String text = text(value.get(), place(name)).strip();
        if (text.isEmpty()) {
            noted.note(Quirk.TEXT_EMPTY, place(name));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** Empty where the member is missing. */
    Optional<List<JsonValue>> items(String name, int atMost) throws Refusal {
        Optional<JsonValue> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!(value.get() instanceof JsonValue.Arr array)) {
            throw new Refusal(place(name), "not an array");
        }
        if (array.items().size() > atMost) {
            throw new Refusal(place(name), "more than " + atMost + " items");
        }
        return Optional.of(array.items());
    }

    /**
     * An array of strings, or one string where senders write that.
     *
     * @param lone noted when it is one string
     */
    public List<String> texts(String name, int atMost, Quirk lone) throws Refusal {
        if (object.members().get(name) instanceof JsonValue.Text one) {
            noted.note(lone, place(name));
            return List.of(text(one, place(name)));
        }
        List<JsonValue> items = items(name, atMost).orElse(List.of());
        var texts = new ArrayList<String>(items.size());
        for (int i = 0; i < items.size(); i++) {
            texts.add(text(items.get(i), place(name).item(i)));
        }
        return texts;
    }

    /** True or false; false where the member is missing. */
    public boolean flag(String name) throws Refusal {
        return switch (value(name).orElse(new JsonValue.Bool(false))) {
            case JsonValue.Bool(boolean flag) -> flag;
            case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Text _, JsonValue.Num _, JsonValue.Null _ ->
                throw new Refusal(place(name), "neither true nor false");
        };
    }

    /** A whole number from 0 to {@link Counts#MAX}. */
    public long count(String name) throws Refusal {
        return count(value(name).orElseThrow(() -> absent(name)), place(name));
    }

    private long count(JsonValue value, Place where) throws Refusal {
        return switch (value) {
            case JsonValue.Num number -> Counts.of(number.literal(), where);
            case JsonValue.Text text -> {
                noted.note(Quirk.COUNT_AS_STRING, where);
                yield Counts.of(text.value().strip(), where);
            }
            case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Bool _, JsonValue.Null _ ->
                throw new Refusal(where, "the count is not a number");
        };
    }

    private String text(JsonValue value, Place where) throws Refusal {
        if (!(value instanceof JsonValue.Text text)) {
            throw new Refusal(where, "not a string");
        }
        String storable = StorableText.of(text.value());
        if (!storable.equals(text.value())) {
            noted.note(Quirk.TEXT_UNSTORABLE, where);
        }
        return storable;
    }

    private Refusal absent(String name) {
        return new Refusal(place(name), "absent");
    }
}
