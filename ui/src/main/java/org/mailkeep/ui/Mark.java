package org.mailkeep.ui;

/** How good something is; told by colour, sign and word alike. */
public enum Mark {
    GOOD("good", "✓"),
    WARN("warning", "!"),
    BAD("bad", "✗"),
    PLAIN("note", "·");

    private final String word;
    private final String sign;

    Mark(String word, String sign) {
        this.word = word;
        this.sign = sign;
    }

    /** In a word: the class of the style sheet, and what a screen reader says. */
    public String word() {
        return word;
    }

    /** A single character. */
    public String sign() {
        return sign;
    }
}
