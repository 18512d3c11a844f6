package org.mailkeep.policy.domain.dane;

import java.nio.ByteBuffer;

/** As much of DER (X.690) as tells a certificate from a bare public key, and both from junk. */
final class DerShape {

    private static final int BIT_STRING = 0x03;
    private static final int SEQUENCE = 0x30;

    /** Two octets count up to 65535, more than a DNS answer can hold. */
    private static final int MAX_LENGTH_OCTETS = 2;

    private DerShape() {}

    /** {@code Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }} (RFC 5280 §4.1). */
    static boolean isCertificate(byte[] der) {
        return isSequenceOf(ByteBuffer.wrap(der), SEQUENCE, SEQUENCE, BIT_STRING);
    }

    /** {@code SubjectPublicKeyInfo ::= SEQUENCE { algorithm, subjectPublicKey }} (RFC 5280 §4.1). */
    static boolean isPublicKey(byte[] der) {
        return isSequenceOf(ByteBuffer.wrap(der), SEQUENCE, BIT_STRING);
    }

    private static boolean isSequenceOf(ByteBuffer der, int... tags) {
        int content = contentLength(der, SEQUENCE);
        if (content != der.remaining()) {
            return false;
        }
        for (int tag : tags) {
            int length = contentLength(der, tag);
            if (length < 0) {
                return false;
            }
            der.position(der.position() + length);
        }
        return !der.hasRemaining();
    }

    /** Reads the head of an element (X.690 §8.1); -1 where its tag is another one or its content is cut off. */
    private static int contentLength(ByteBuffer der, int tag) {
        if (der.remaining() < 2 || Byte.toUnsignedInt(der.get()) != tag) {
            return -1;
        }
        int first = Byte.toUnsignedInt(der.get());
        if (first < 0x80) {
            return first <= der.remaining() ? first : -1;
        }
        int octets = first & 0x7f;
        if (octets == 0 || octets > MAX_LENGTH_OCTETS || der.remaining() < octets) {
            return -1;
        }
        int length = 0;
        for (int i = 0; i < octets; i++) {
            length = (length << Byte.SIZE) | Byte.toUnsignedInt(der.get());
        }
        return length <= der.remaining() ? length : -1;
    }
}
