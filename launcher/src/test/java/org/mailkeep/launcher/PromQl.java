package org.mailkeep.launcher;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names of metrics in PromQL expressions. */
final class PromQl {

    /** What is no metric: text, label matchers, ranges, and the lists of labels after these words. */
    private static final Pattern NO_NAMES = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^\\]]*]|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    /** A name that no parenthesis follows: that would be a function. */
    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*+\\b(?!\\s*\\()");

    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    private PromQl() {}

    static Set<String> metrics(String expression) {
        var metrics = new TreeSet<String>();
        NAME.matcher(NO_NAMES.matcher(expression).replaceAll(" "))
                .results()
                .map(match -> match.group())
                .filter(name -> !OPERATORS.contains(name))
                .forEach(metrics::add);
        return metrics;
    }
}
