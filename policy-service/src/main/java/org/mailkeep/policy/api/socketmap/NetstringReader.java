package org.mailkeep.policy.api.socketmap;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads netstrings ({@code LENGTH:BYTES,}) from a stream that arrives in chunks of any size. Never throws, whatever the
 * bytes, and never keeps more than one chunk and one unfinished netstring.
 *
 * <p>Used in turns: {@link #feed} a chunk, then {@link #next} until it is {@link Incomplete}.
 */
final class NetstringReader {

    /** The longest query of {@code socketmap_table(5)}. */
    static final int MAX_QUERY = 10_000;

    private static final int MAX_LENGTH_DIGITS = 5;

    /** What the stream holds next. */
    sealed interface Netstring {}

    /** A whole netstring, read as UTF-8. */
    record Text(String value) implements Netstring {}

    /** More bytes are needed. */
    record Incomplete() implements Netstring {}

    /** This is no stream of netstrings, or one is too long; nothing that follows can be read. */
    record Malformed() implements Netstring {}

    private static final Netstring INCOMPLETE = new Incomplete();
    private static final Netstring MALFORMED = new Malformed();

    private enum Expecting {
        LENGTH,
        CONTENT,
        TERMINATOR,
        NOTHING
    }

    private Expecting expecting = Expecting.LENGTH;
    private Buffer chunk = Buffer.buffer();
    private int position;
    private int length;
    private int digits;
    private String content = "";

    /** The bytes so far of a netstring that began in an earlier chunk. */
    private byte @Nullable [] begun;

    private int begunLength;

    /** Takes the next chunk; the previous one must have been read to its end. */
    void feed(Buffer next) {
        chunk = next;
        position = 0;
    }

    /** The next netstring of what was fed. After {@link Malformed} always that. */
    Netstring next() {
        while (position < chunk.length() || (expecting == Expecting.CONTENT && length == 0)) {
            switch (expecting) {
                case LENGTH -> readLength(chunk.getByte(position++));
                case CONTENT -> readContent();
                case TERMINATOR -> {
                    if (chunk.getByte(position++) == ',') {
                        expecting = Expecting.LENGTH;
                        length = 0;
                        digits = 0;
                        return new Text(content);
                    }
                    expecting = Expecting.NOTHING;
                }
                case NOTHING -> {
                    return MALFORMED;
                }
            }
        }
        return expecting == Expecting.NOTHING ? MALFORMED : INCOMPLETE;
    }

    private void readLength(byte octet) {
        if (octet == ':' && digits > 0 && length <= MAX_QUERY) {
            expecting = Expecting.CONTENT;
            return;
        }
        boolean leadingZero = digits > 0 && length == 0;
        if (octet < '0' || octet > '9' || leadingZero || digits == MAX_LENGTH_DIGITS) {
            expecting = Expecting.NOTHING;
            return;
        }
        digits++;
        length = length * 10 + (octet - '0');
    }

    private void readContent() {
        int available = chunk.length() - position;
        byte[] earlier = begun;
        if (earlier == null && available >= length) {
            content = chunk.getString(position, position + length, StandardCharsets.UTF_8.name());
            position += length;
            expecting = Expecting.TERMINATOR;
            return;
        }
        if (earlier == null) {
            earlier = new byte[length];
            begun = earlier;
            begunLength = 0;
        }
        int taken = Math.min(available, length - begunLength);
        chunk.getBytes(position, position + taken, earlier, begunLength);
        position += taken;
        begunLength += taken;
        if (begunLength == length) {
            content = new String(earlier, StandardCharsets.UTF_8);
            begun = null;
            expecting = Expecting.TERMINATOR;
        }
    }
}
