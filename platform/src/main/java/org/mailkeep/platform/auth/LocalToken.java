package org.mailkeep.platform.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.mailkeep.platform.config.AuthConfig;

/**
 * The token of {@code mailkeep.auth.token-file}, which grants every role. The file is read again when it changes;
 * without the file, or with a token that could be guessed, no token is right.
 */
@ApplicationScoped
public class LocalToken {

    /** 256 bits in base64url; a token in hexadecimal is longer. */
    private static final int MIN_LENGTH = 43;

    private static final int MAX_FILE = 4096;

    private static final String HMAC = "HmacSHA256";

    private static final Logger LOG = Logger.getLogger(LocalToken.class);

    /** What was read last, and from which state of the file. */
    private record Known(FileTime modified, long size, Optional<byte[]> digest) {
        boolean isOf(BasicFileAttributes file) {
            return file.lastModifiedTime().equals(modified) && file.size() == size;
        }
    }

    private final Optional<Path> file;
    private volatile @Nullable Known known;

    LocalToken(AuthConfig config) {
        file = config.tokenFile();
    }

    /** Whether {@code presented} is the token. Reads a file: not for event loops. */
    public boolean matches(String presented) {
        // Digests have one length, so that the time of the comparison tells nothing of the token, its length included.
        byte[] digest = sha256(presented);
        return current()
                .filter(expected -> MessageDigest.isEqual(expected, digest))
                .isPresent();
    }

    /**
     * A key that only those who have the token can know, and that changes with it; empty while no token is right. Reads
     * a file: not for event loops.
     *
     * @param purpose what it is for; each purpose has a key of its own
     */
    public Optional<byte[]> keyFor(String purpose) {
        return current().map(digest -> hmac(digest, purpose));
    }

    private Optional<byte[]> current() {
        return file.flatMap(path -> {
            try {
                var attributes = Files.readAttributes(path, BasicFileAttributes.class);
                Known last = known;
                if (last == null || !last.isOf(attributes)) {
                    last = new Known(attributes.lastModifiedTime(), attributes.size(), read(path));
                    known = last;
                }
                return last.digest();
            } catch (IOException unreadable) {
                LOG.warnf("The token file cannot be read, so that protected calls are refused: %s", path);
                return Optional.empty();
            }
        });
    }

    private static Optional<byte[]> read(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            String token = new String(in.readNBytes(MAX_FILE), StandardCharsets.UTF_8).strip();
            if (token.length() < MIN_LENGTH) {
                LOG.warnf("The token in %s is shorter than %d characters and is not accepted", path, MIN_LENGTH);
                return Optional.empty();
            }
            return Optional.of(sha256(token));
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + HMAC, impossible);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
