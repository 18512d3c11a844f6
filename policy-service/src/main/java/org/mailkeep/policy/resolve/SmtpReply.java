package org.mailkeep.policy.resolve;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an SMTP server says to a command (RFC 5321 §4.2).
 *
 * @param lines without their code; printable ASCII only
 */
record SmtpReply(int code, List<String> lines) {

    /** RFC 5321 §4.5.3.1.5 has 512 octets; some servers list more in one line. */
    static final int MAX_LINE = 2048;

    /** Of one reply. */
    static final int MAX_LINES = 100;

    private static final int CODE_LENGTH = 3;

    SmtpReply {
        lines = List.copyOf(lines);
    }

    /**
     * A line of a reply.
     *
     * @param last whether the reply ends with it
     */
    record Line(int code, boolean last, String text) {

        /** Empty for what is no line of a reply. */
        static Optional<Line> parse(String line) {
            if (line.length() < CODE_LENGTH
                    || !line.substring(0, CODE_LENGTH).chars().allMatch(SmtpReply::isDigit)) {
                return Optional.empty();
            }
            int code = Integer.parseInt(line.substring(0, CODE_LENGTH));
            if (line.length() == CODE_LENGTH) {
                return Optional.of(new Line(code, true, ""));
            }
            char separator = line.charAt(CODE_LENGTH);
            return separator == ' ' || separator == '-'
                    ? Optional.of(new Line(code, separator == ' ', printable(line.substring(CODE_LENGTH + 1))))
                    : Optional.empty();
        }
    }

    boolean isPositive() {
        return code >= 200 && code < 300;
    }

    /** Whether an EHLO reply lists the extension (RFC 5321 §4.1.1.1); the first line names the server. */
    boolean lists(String extension) {
        return lines.stream()
                .skip(1)
                .anyMatch(line -> line.strip().toUpperCase(Locale.ROOT).equals(extension));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** A stranger's text goes into logs and pages. */
    private static String printable(String text) {
        return text.strip().replaceAll("[^\\x20-\\x7e]", "?");
    }
}
