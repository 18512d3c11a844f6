package org.mailkeep.ui.table;

/**
 * A column of a table.
 *
 * @param key its name in JSON
 * @param name for people
 */
public record Column(String key, String name, Kind kind) {

    /** What is in it. */
    public enum Kind {
        TEXT,
        NUMBER,
        /** Drawn; its numbers stand in other columns too, so that it is not handed out. */
        PICTURE
    }

    public static Column text(String key, String name) {
        return new Column(key, name, Kind.TEXT);
    }

    public static Column number(String key, String name) {
        return new Column(key, name, Kind.NUMBER);
    }

    public static Column picture(String name) {
        return new Column("", name, Kind.PICTURE);
    }

    public boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    boolean isPicture() {
        return kind == Kind.PICTURE;
    }
}
