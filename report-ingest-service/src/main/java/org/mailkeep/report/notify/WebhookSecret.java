package org.mailkeep.report.notify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs webhook calls as the Standard Webhooks specification has it: HMAC-SHA256 over id, time and body. */
final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    /** "Between 24 bytes (192 bits) and 64 bytes (512 bits)." */
    private static final int MIN_BYTES = 24;

    private static final int MAX_BYTES = 64;

    private final SecretKeySpec key;

    private WebhookSecret(byte[] secret) {
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * Reads the secret of a file.
     *
     * @throws IllegalStateException with a sentence for the operator
     */
    static WebhookSecret ofFile(Path file) {
        try {
            return of(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("mailkeep.report.webhook.secret-file cannot be read", e);
        }
    }

    static WebhookSecret of(String text) {
        try {
            byte[] secret =
                    Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
            if (secret.length >= MIN_BYTES && secret.length <= MAX_BYTES) {
                return new WebhookSecret(secret);
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new IllegalStateException(
                "mailkeep.report.webhook.secret-file does not hold whsec_ and the Base64 of 24 to 64 octets");
    }

    /** The value of the header field {@code webhook-signature}. */
    String sign(String id, Instant timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature =
                    mac.doFinal((id + "." + timestamp.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }
}
