package org.mailkeep.keydir.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.keydir.domain.wkd.WkdRequest;

/**
 * Writes a domain's directory as a tar archive, piece by piece: the tree that a web server serves for the advanced method,
 * and for the direct one, whichever of the two host names points to it. The second copy of each key is a hard link to the
 * first.
 */
final class WkdTree {

    /** tar's own block; other sizes only pad the end. */
    private static final int BLOCK = 512;

    private static final String ROOT = WkdRequest.ROOT.substring(1);
    private static final int FILE_MODE = 0100644;

    private final String advanced;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar =
            new TarArchiveOutputStream(written, BLOCK, StandardCharsets.US_ASCII.name());

    WkdTree(DomainName domain) {
        advanced = ROOT + domain + "/";
        // A path holds a domain of up to 253 octets, and tar's own header 100.
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    /** The policy files, with which the archive begins: there is something in it without any key, too. */
    byte[] policyFiles() {
        return drained(() -> file("policy", new byte[0], Instant.EPOCH));
    }

    /** One key, in both places. */
    byte[] key(String hash, byte[] certificates, Instant changedAt) {
        return drained(() -> file("hu/" + hash, certificates, changedAt));
    }

    /** What an archive ends with. */
    byte[] end() {
        return drained(tar::close);
    }

    private void file(String name, byte[] content, Instant changedAt) throws IOException {
        var entry = new TarArchiveEntry(advanced + name);
        entry.setSize(content.length);
        entry.setModTime(changedAt.getEpochSecond() * 1000);
        entry.setMode(FILE_MODE);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();

        var link = new TarArchiveEntry(ROOT + name, TarConstants.LF_LINK);
        link.setLinkName(advanced + name);
        link.setModTime(changedAt.getEpochSecond() * 1000);
        link.setMode(FILE_MODE);
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
    }

    private interface Writing {
        void write() throws IOException;
    }

    private byte[] drained(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes everything", e);
        }
        byte[] piece = written.toByteArray();
        written.reset();
        return piece;
    }
}
