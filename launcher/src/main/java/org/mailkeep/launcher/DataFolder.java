package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The one folder that holds what outlives a restart: databases, topics, the token, logs, and who runs now. */
record DataFolder(Path path) {

    private static final int TOKEN_BYTES = 32;
    /** PostgreSQL's binaries and an empty database take about 130 MB, Kafka's first files 20. */
    private static final long NEEDED_BYTES = 300L << 20;

    Path postgresql() {
        return path.resolve("postgresql");
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path demo() {
        return path.resolve("demo");
    }

    Path tokenFile() {
        return path.resolve("token");
    }

    Path stateFile() {
        return path.resolve("state");
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /**
     * Makes what is missing.
     *
     * @throws LauncherException when it cannot be written, or its disk is nearly full
     */
    void prepare() {
        try {
            Files.createDirectories(path);
            // The databases and the token are nobody else's business.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(logs());
            Files.createDirectories(demo());
            var probe = Files.createTempFile(path, "probe", "");
            Files.delete(probe);
        } catch (IOException e) {
            throw unwritable(e);
        }
        checkSpace();
    }

    private void checkSpace() {
        try {
            var usable = Files.getFileStore(path).getUsableSpace();
            if (usable < NEEDED_BYTES) {
                throw new LauncherException("The disk of " + path + " has only " + (usable >> 20) + " MB left, and "
                        + (NEEDED_BYTES >> 20) + " MB are needed. Make room, or choose another folder with "
                        + Settings.DATA
                        + ".");
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** The right to run the suite on this folder, until the lock is released or this process ends; empty: another one has it. */
    Optional<FileLock> lock() {
        try {
            var channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return Optional.ofNullable(lock);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** The bearer token with all roles, the same one after every restart; 256 bits. */
    String token() {
        try {
            if (!Files.exists(tokenFile())) {
                var bytes = new byte[TOKEN_BYTES];
                new SecureRandom().nextBytes(bytes);
                var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
                var fresh = Files.createTempFile(path, "token", "", owner);
                Files.writeString(fresh, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
                Files.move(fresh, tokenFile());
            }
            return Files.readString(tokenFile()).strip();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private LauncherException unwritable(IOException e) {
        return new LauncherException(
                "The data folder " + path + " cannot be written (" + reason(e) + "). Choose another one with "
                        + Settings.DATA + ".",
                e);
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e.getClass().getSimpleName();
    }
}
