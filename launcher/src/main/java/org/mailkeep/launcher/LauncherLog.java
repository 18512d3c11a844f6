package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what PostgreSQL's starter, Kafka and the demo world log to a file, warnings and worse. */
final class LauncherLog {

    private static final int MAX_BYTES = 10 << 20;

    private LauncherLog() {}

    static void to(Path file) {
        LogManager.getLogManager().reset();
        try {
            // Percent signs have a meaning in the handler's pattern.
            var handler = new FileHandler(file.toString().replace("%", "%%"), MAX_BYTES, 1, false);
            handler.setFormatter(new SimpleFormatter());
            var root = Logger.getLogger("");
            root.setLevel(Level.WARNING);
            root.addHandler(handler);
        } catch (IOException e) {
            throw new LauncherException("The log " + file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
