package org.mailkeep.ui;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes and reads sessions that need no storage: the cookie says when the session ends, and a signature (HMAC-SHA256)
 * makes it unforgeable. Every replica with the same key accepts them; with another key none is accepted any more.
 */
final class SessionSeal {

    /** Bytes of the random part, which makes each session, and so its form token, one of a kind. */
    static final int NONCE_BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";

    /** Seconds since 1970, the random part, the signature. */
    private static final Pattern COOKIE = Pattern.compile("([0-9]{1,12}\\.[A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;

    /** @param key known to the replicas only, 256 bits */
    SessionSeal(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * The cookie of a new session.
     *
     * @param endsAt its last second
     * @param nonce {@link #NONCE_BYTES} random bytes
     */
    String issue(Instant endsAt, byte[] nonce) {
        String session = endsAt.getEpochSecond() + "." + BASE64.encodeToString(nonce);
        return session + "." + sign("session", session);
    }

    /** Whether the cookie was issued with this key and its session has not ended. */
    boolean accepts(String cookie, Instant now) {
        Matcher parts = COOKIE.matcher(cookie);
        return parts.matches()
                && isEqual(sign("session", parts.group(1)), parts.group(2))
                && !now.isAfter(endOf(parts.group(1)));
    }

    /** What forms on the pages of a session carry: other sites can make a browser send the cookie, but not know this. */
    String formToken(String cookie) {
        return sign("form", cookie);
    }

    /** Compares secrets in a time that tells nothing of where they differ. */
    static boolean isEqual(String expected, String presented) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }

    private static Instant endOf(String session) {
        return Instant.ofEpochSecond(Long.parseLong(session, 0, session.indexOf('.'), 10));
    }

    private String sign(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return BASE64.encodeToString(mac.doFinal((purpose + ' ' + text).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
