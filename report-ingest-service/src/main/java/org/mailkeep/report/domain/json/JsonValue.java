package org.mailkeep.report.domain.json;

import java.util.List;
import java.util.Map;

/** A JSON value (RFC 8259 §3), bounded by whoever read it. */
public sealed interface JsonValue {

    /** Members by their names, each of which is there once (RFC 7493 §2.3). */
    record Obj(Map<String, JsonValue> members) implements JsonValue {}

    record Arr(List<JsonValue> items) implements JsonValue {}

    record Text(String value) implements JsonValue {}

    /**
     * A number.
     *
     * @param literal as written, so that nothing is lost
     */
    record Num(String literal) implements JsonValue {}

    record Bool(boolean value) implements JsonValue {}

    record Null() implements JsonValue {}
}
