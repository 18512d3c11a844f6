package org.mailkeep.platform.observe;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Keeps local parts and keys out of the log, also out of what libraries write and what exceptions quote. Our own lines name
 * domains and fingerprints only; this is for those that we do not write.
 */
@LoggingFilter(name = "private")
public final class PrivateLog implements Filter {

    @Override
    public boolean isLoggable(LogRecord line) {
        String message = line instanceof ExtLogRecord extended ? extended.getFormattedMessage() : line.getMessage();
        if (message != null) {
            String shown = PrivateText.of(message);
            if (!shown.equals(message)) {
                replace(line, shown);
            }
        }
        if (line.getThrown() != null) {
            line.setThrown(PrivateThrowable.of(line.getThrown()));
        }
        return true;
    }

    private static void replace(LogRecord line, String message) {
        if (line instanceof ExtLogRecord extended) {
            extended.setMessage(message, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            line.setMessage(message);
            line.setParameters(null);
        }
    }
}
