package org.mailkeep.report.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * SHA-256 over what a report says, not over how it is written: fields one after the other, each with its length, so that no
 * two contents run into the same octets; lists whose order means nothing in any order.
 */
public final class ContentHash {

    private final MessageDigest digest;

    public ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    public ContentHash add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
        return this;
    }

    public ContentHash add(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        return this;
    }

    public ContentHash add(Body hash) {
        digest.update(hash.bytes());
        return this;
    }

    public ContentHash add(Instant time) {
        return add(time.toString());
    }

    /** Texts in their order. */
    public ContentHash add(Collection<String> texts) {
        add(texts.size());
        texts.forEach(this::add);
        return this;
    }

    /** Items in any order. */
    public <T> ContentHash addUnordered(Collection<T> items, BiConsumer<ContentHash, T> describe) {
        byte[][] hashes = new byte[items.size()][];
        int count = 0;
        for (T item : items) {
            var one = new ContentHash();
            describe.accept(one, item);
            hashes[count++] = one.digest.digest();
        }
        Arrays.sort(hashes, Arrays::compare);
        add(count);
        for (byte[] hash : hashes) {
            digest.update(hash);
        }
        return this;
    }

    /** 32 bytes; nothing can be added afterwards. */
    public Body done() {
        return Body.of(digest.digest());
    }
}
