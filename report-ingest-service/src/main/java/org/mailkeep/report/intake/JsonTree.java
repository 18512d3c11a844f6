package org.mailkeep.report.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.mailkeep.report.domain.json.JsonValue;

/** Reads JSON (RFC 8259) within limits that are checked while reading. */
final class JsonTree {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.JSON_DEPTH)
                    .maxStringLength(Limits.STRING)
                    .maxNameLength(Limits.NAME)
                    .maxNumberLength(Limits.NUMBER)
                    .build())
            .build();

    private final JsonParser parser;
    private int values;

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    static JsonValue read(InputStream in) throws Unreadable {
        try (var parser = JSON.createParser(in)) {
            return new JsonTree(parser).document();
        } catch (StreamConstraintsException _) {
            throw new Unreadable("the JSON is nested too deeply, or a string, name or number in it is too long");
        } catch (IOException _) {
            throw new Unreadable("it is not JSON, or cut off");
        }
    }

    private JsonValue document() throws IOException, Unreadable {
        JsonValue document = value(parser.nextToken());
        if (parser.nextToken() != null) {
            throw new Unreadable("something follows the JSON document");
        }
        return document;
    }

    private JsonValue value(@Nullable JsonToken token) throws IOException, Unreadable {
        if (token == null) {
            throw new Unreadable("there is no JSON document");
        }
        if (++values > Limits.JSON_VALUES) {
            throw new Unreadable("the JSON has more than " + Limits.JSON_VALUES + " values");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new JsonValue.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(parser.getText());
            case VALUE_TRUE -> new JsonValue.Bool(true);
            case VALUE_FALSE -> new JsonValue.Bool(false);
            case VALUE_NULL -> new JsonValue.Null();
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new Unreadable("it is not JSON");
        };
    }

    private JsonValue object() throws IOException, Unreadable {
        var members = new LinkedHashMap<String, JsonValue>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (members.put(name, value(parser.nextToken())) != null) {
                // RFC 7493 §2.3: which of the two counts would be a guess.
                throw new Unreadable("a member of a JSON object is there twice");
            }
        }
        return new JsonValue.Obj(members);
    }

    private JsonValue array() throws IOException, Unreadable {
        var items = new ArrayList<JsonValue>();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            items.add(value(token));
        }
        return new JsonValue.Arr(items);
    }
}
