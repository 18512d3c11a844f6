package org.mailkeep.report.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.mailkeep.report.domain.Body;

/** Takes gzip and zip files apart by what they are, whatever they are called: senders mix up the types. */
final class Unpacker {

    private final Inflated.Budget budget;
    private final List<Document> documents = new ArrayList<>();

    private Unpacker(Inflated.Budget budget) {
        this.budget = budget;
    }

    /**
     * A file without its wrapping.
     *
     * @param fileName the innermost that is known
     * @param blankTrailer whether blank octets followed the compressed file
     */
    record Document(Inflated content, Optional<String> fileName, boolean blankTrailer) {}

    static List<Document> unpack(Body body, Optional<String> fileName, Inflated.Budget budget) throws Unreadable {
        var unpacker = new Unpacker(budget);
        unpacker.unpack(Inflated.plain(body, budget), fileName, false, 0);
        return unpacker.documents;
    }

    private void unpack(Inflated content, Optional<String> fileName, boolean blankTrailer, int depth)
            throws Unreadable {
        Body body = content.whole();
        if (Gzip.looksLike(body)) {
            checkDepth(depth);
            var inner = new Inflated(budget);
            boolean blank = Gzip.unpack(body, inner);
            unpackInner(inner, fileName, blank, depth);
        } else if (body.startsWith('P', 'K', 3, 4)) {
            checkDepth(depth);
            unzip(body, fileName, depth);
        } else {
            documents.add(new Document(content, fileName, blankTrailer));
        }
    }

    /** Looks into what was unpacked only where there is something to unpack: else it would be copied for nothing. */
    private void unpackInner(Inflated inner, Optional<String> fileName, boolean blankTrailer, int depth)
            throws Unreadable {
        if (inner.startsLikeAnArchive()) {
            unpack(inner, fileName, blankTrailer, depth + 1);
        } else {
            documents.add(new Document(inner, fileName, blankTrailer));
        }
    }

    private static void checkDepth(int depth) throws Unreadable {
        if (depth == Limits.NESTING) {
            throw new Unreadable("compressed files are in one another too often");
        }
    }

    private void unzip(Body body, Optional<String> fileName, int depth) throws Unreadable {
        var buffer = new byte[16 * 1024];
        int entries = 0;
        try (var zip = new ZipInputStream(body.stream())) {
            ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                if (++entries > Limits.ZIP_ENTRIES) {
                    throw new Unreadable("the zip file has more than " + Limits.ZIP_ENTRIES + " entries");
                }
                var inner = new Inflated(budget);
                int count;
                while ((count = zip.read(buffer)) >= 0) {
                    inner.add(buffer, count);
                }
                // What macOS and others add is no report.
                if (!entry.isDirectory() && !entry.getName().startsWith("__MACOSX/")) {
                    unpackInner(inner, Optional.of(baseName(entry.getName())).or(() -> fileName), false, depth);
                }
            }
        } catch (IOException | IllegalArgumentException _) {
            throw new Unreadable("the zip file is damaged, cut off or encrypted");
        }
        if (entries == 0) {
            throw new Unreadable("the zip file is empty or damaged");
        }
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
