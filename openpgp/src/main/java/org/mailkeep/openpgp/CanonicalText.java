package org.mailkeep.openpgp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A text as a signature hashes it (RFC 9580 §5.2.1.2): a bare LF becomes CR LF, all else stays. */
public final class CanonicalText extends FilterInputStream {

    private static final int END = -1;

    private int before;
    private boolean owesLineFeed;

    /** @param in is read octet by octet, so it had better be buffered */
    public CanonicalText(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        if (owesLineFeed) {
            owesLineFeed = false;
            before = '\n';
            return before;
        }
        int octet = in.read();
        if (octet == '\n' && before != '\r') {
            owesLineFeed = true;
            return '\r';
        }
        before = octet;
        return octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int octet = read();
            if (octet == END) {
                break;
            }
            into[offset + count] = (byte) octet;
            count++;
        }
        return count == 0 && length > 0 ? END : count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
