package org.mailkeep.launcher;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Progress on standard error, results on standard output; colours only where somebody looks and did not refuse them. */
record Terminal(PrintStream out, PrintStream err, boolean colours) {

    enum Colour {
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        BOLD("1"),
        DIM("2");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    static Terminal of(Map<String, String> environment) {
        var colours = Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
        return new Terminal(System.out, System.err, colours);
    }

    String paint(Colour colour, String text) {
        return colours ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
    }

    void print(String line) {
        out.println(line);
    }

    /** One step of several is over. */
    void done(String what, String detail, Duration took) {
        err.println(String.format(
                Locale.ROOT,
                "  %s %-24s %-34s %s",
                paint(Colour.GREEN, "✓"),
                what,
                detail,
                paint(Colour.DIM, String.format(Locale.ROOT, "%5.1f s", took.toMillis() / 1000.0))));
    }

    void progress(String line) {
        err.println(line);
    }

    void warning(String line) {
        err.println(paint(Colour.YELLOW, "! ") + line);
    }

    void error(String line) {
        err.println(paint(Colour.RED, "mailkeep: ") + line);
    }

    /** Text that strangers wrote, without anything that could steer the terminal. */
    static String harmless(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
