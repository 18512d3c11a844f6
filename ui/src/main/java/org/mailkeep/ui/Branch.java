package org.mailkeep.ui;

import java.util.List;

/**
 * A piece of an explanation, with what it rests on below it. The template {@code ui/tree} shows it.
 *
 * @param mark how good or bad it is
 * @param title what it is about, in a few words
 * @param text what is to be said of it; may be empty
 * @param details in the words of others, such as records: shown as they are
 * @param below what it rests on
 */
public record Branch(Mark mark, String title, String text, List<String> details, List<Branch> below) {

    public Branch {
        details = List.copyOf(details);
        below = List.copyOf(below);
    }

    /** A branch with nothing below it. */
    public static Branch leaf(Mark mark, String title, String text) {
        return new Branch(mark, title, text, List.of(), List.of());
    }
}
