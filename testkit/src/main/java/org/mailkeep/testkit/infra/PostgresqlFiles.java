package org.mailkeep.testkit.infra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** What lies in a PostgreSQL folder beside the server's own data: password, log, and the sign that set-up was completed. */
record PostgresqlFiles(Path folder) {

    private static final int PASSWORD_BYTES = 24;

    Path log() {
        return folder.resolve("server.log");
    }

    Path passwordFile() {
        return folder.resolve("password");
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    /** A folder whose set-up was cut short (a kill, a full disk) holds nothing worth keeping, and is set up anew. */
    void prepare() throws IOException {
        var data = folder.resolve("data");
        if (!Files.exists(complete())) {
            if (Files.exists(data)) {
                TemporaryFolder.delete(data);
            }
            Files.deleteIfExists(passwordFile());
            Files.createFile(
                    passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile(), newPassword() + "\n");
        }
        Files.writeString(log(), "");
    }

    void markComplete() throws IOException {
        if (!Files.exists(complete())) {
            Files.createFile(complete());
        }
    }

    private Path complete() {
        return folder.resolve("complete");
    }

    private static String newPassword() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The server's own last complaint where there is one, else the exception's. */
    static String lastError(Path folder, Exception e) {
        List<String> lines;
        try {
            lines = Files.readAllLines(folder.resolve("server.log"), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            lines = List.of();
        }
        return lines.reversed().stream()
                .filter(line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("error:"))
                .findFirst()
                .orElse(String.valueOf(e.getMessage()));
    }
}
