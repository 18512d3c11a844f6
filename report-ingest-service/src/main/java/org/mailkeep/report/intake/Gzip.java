package org.mailkeep.report.intake;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.mailkeep.report.domain.Body;

/**
 * Unpacks gzip files (RFC 1952) of several members. The JDK's own stream takes any number of members, each one level deeper on
 * the stack, and is silent about one that is cut off in its header.
 */
final class Gzip {

    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int DEFLATE = 8;

    private static final int FLAG_HEADER_CRC = 1 << 1;
    private static final int FLAG_EXTRA = 1 << 2;
    private static final int FLAG_NAME = 1 << 3;
    private static final int FLAG_COMMENT = 1 << 4;
    private static final int FLAGS_RESERVED = 0xe0;

    private final byte[] file;
    private final Inflated target;
    private final byte[] buffer = new byte[16 * 1024];
    private int at;

    private Gzip(byte[] file, Inflated target) {
        this.file = file;
        this.target = target;
    }

    /** Whether it is worth trying (RFC 1952 §2.3.1). */
    static boolean looksLike(Body body) {
        return body.startsWith(0x1f, 0x8b);
    }

    /**
     * Unpacks all members.
     *
     * @return whether blank octets followed the last one
     */
    static boolean unpack(Body body, Inflated target) throws Unreadable {
        return new Gzip(body.bytes(), target).members();
    }

    private boolean members() throws Unreadable {
        int members = 0;
        while (at < file.length) {
            if (members > 0 && isBlankFrom(at)) {
                return true;
            }
            if (++members > Limits.GZIP_MEMBERS) {
                throw new Unreadable("the gzip file has more than " + Limits.GZIP_MEMBERS + " members");
            }
            header();
            member();
        }
        return false;
    }

    private void header() throws Unreadable {
        require(HEADER);
        if (byteAt(at) != 0x1f || byteAt(at + 1) != 0x8b || byteAt(at + 2) != DEFLATE) {
            throw new Unreadable("the gzip file goes on with something else");
        }
        int flags = byteAt(at + 3);
        if ((flags & FLAGS_RESERVED) != 0) {
            throw new Unreadable("the gzip file uses flags that RFC 1952 does not know");
        }
        at += HEADER;
        if ((flags & FLAG_EXTRA) != 0) {
            require(2);
            int length = byteAt(at) | byteAt(at + 1) << 8;
            at += 2;
            require(length);
            at += length;
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            require(2);
            at += 2;
        }
    }

    private void member() throws Unreadable {
        var checksum = new CRC32();
        long length;
        var inflater = new Inflater(true);
        try {
            inflater.setInput(file, at, file.length - at);
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new Unreadable("the gzip file is cut off");
                }
                checksum.update(buffer, 0, count);
                target.add(buffer, count);
            }
            length = inflater.getBytesWritten();
            at += Math.toIntExact(inflater.getBytesRead());
        } catch (DataFormatException _) {
            throw new Unreadable("the gzip file is damaged");
        } finally {
            inflater.end();
        }
        require(TRAILER);
        if (numberAt(at) != checksum.getValue() || numberAt(at + 4) != (length & 0xffffffffL)) {
            throw new Unreadable("the gzip file is damaged: its checksum is wrong");
        }
        at += TRAILER;
    }

    private void skipText() throws Unreadable {
        while (true) {
            require(1);
            if (file[at++] == 0) {
                return;
            }
        }
    }

    /** Mail programs leave a line end behind. */
    private boolean isBlankFrom(int from) {
        for (int i = from; i < file.length; i++) {
            if (file[i] != 0 && file[i] != '\r' && file[i] != '\n' && file[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    private void require(int bytes) throws Unreadable {
        if (file.length - at < bytes) {
            throw new Unreadable("the gzip file is cut off");
        }
    }

    private long numberAt(int position) {
        return byteAt(position)
                | (long) byteAt(position + 1) << 8
                | (long) byteAt(position + 2) << 16
                | (long) byteAt(position + 3) << 24;
    }

    private int byteAt(int position) {
        return file[position] & 0xff;
    }
}
