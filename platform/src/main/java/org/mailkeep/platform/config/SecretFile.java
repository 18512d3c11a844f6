package org.mailkeep.platform.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret that a setting names the file of, so that it stands neither in the settings nor in the environment. */
public final class SecretFile {

    private static final int MAX_LENGTH = 4096;

    private SecretFile() {}

    /**
     * Reads the secret, without the white space around it. Blocks.
     *
     * @param setting the setting's name, for the message
     * @throws IllegalStateException when there is none in the file; the message tells the file and nothing from it
     */
    public static String read(String setting, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_LENGTH + 1);
            String secret = new String(content, StandardCharsets.UTF_8).strip();
            if (secret.isEmpty() || content.length > MAX_LENGTH) {
                throw new IllegalStateException(setting + ": there is no secret of 1 to " + MAX_LENGTH + " octets in " + file);
            }
            return secret;
        } catch (IOException unreadable) {
            throw new IllegalStateException(setting + ": cannot read " + file, unreadable);
        }
    }
}
