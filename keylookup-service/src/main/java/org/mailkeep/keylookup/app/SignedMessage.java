package org.mailkeep.keylookup.app;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.mailkeep.openpgp.CanonicalText;
import org.mailkeep.openpgp.DataSignature;

/**
 * An OpenPGP/MIME message (RFC 3156 §5), taken apart without holding it in memory: what is signed goes to a file as it was
 * signed, octet for octet, with CR LF at the end of each line.
 */
public final class SignedMessage {

    private static final int SIGNED = 0;

    private static final int SIGNATURE = 1;

    private final byte[] signature;

    private SignedMessage(byte[] signature) {
        this.signature = signature;
    }

    /** The second part, as it came. */
    public byte[] signature() {
        return signature.clone();
    }

    /**
     * Splits a body.
     *
     * @param contentType of the body: {@code multipart/signed} with its boundary
     * @param signed the file that gets the first part
     * @return empty when the body is not of two parts
     */
    public static Optional<SignedMessage> split(InputStream body, String contentType, Path signed) throws IOException {
        var stream = new MimeTokenStream(MimeConfig.custom()
                .setMaxLineLen(-1)
                .setMaxHeaderCount(1000)
                .setMaxContentLen(-1)
                .build());
        stream.setRecursionMode(RecursionMode.M_RAW);
        stream.parseHeadless(body, contentType);
        int parts = 0;
        Optional<SignedMessage> message = Optional.empty();
        try {
            for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
                if (state != EntityState.T_RAW_ENTITY) {
                    continue;
                }
                if (parts == SIGNED) {
                    writeTo(signed, stream.getInputStream());
                } else if (parts == SIGNATURE) {
                    byte[] octets = stream.getInputStream().readNBytes(DataSignature.MAX_OCTETS + 1);
                    message = Optional.of(new SignedMessage(octets));
                }
                parts++;
            }
        } catch (MimeException _) {
            return Optional.empty();
        }
        return parts == 2 ? message : Optional.empty();
    }

    private static void writeTo(Path file, InputStream part) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            new CanonicalText(new BufferedInputStream(part)).transferTo(out);
        }
    }
}
