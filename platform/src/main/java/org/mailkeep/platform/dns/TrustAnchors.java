package org.mailkeep.platform.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The keys of the root zone that every chain of signatures has to lead to (RFC 4035 §4.4). */
final class TrustAnchors {

    private static final String BUILT_IN = "root-anchors.txt";

    private TrustAnchors() {}

    /**
     * The anchors as zone text: those of the file, else IANA's.
     *
     * @throws IllegalStateException with a sentence for the operator where the file cannot be used
     */
    static byte[] load(Optional<Path> file) {
        return file.map(TrustAnchors::ofFile).orElseGet(TrustAnchors::builtIn);
    }

    private static byte[] ofFile(Path file) {
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new IllegalStateException("mailkeep.dns.trust-anchors: cannot read " + file, failure);
        }
        // Without an anchor for the root every answer would pass for "provably unsigned".
        if (!holdsRootAnchor(text)) {
            throw new IllegalStateException(
                    "mailkeep.dns.trust-anchors: " + file + " holds no DS or DNSKEY record of the root zone");
        }
        return text;
    }

    private static byte[] builtIn() {
        try (InputStream resource = TrustAnchors.class.getResourceAsStream(BUILT_IN)) {
            if (resource == null) {
                throw new IllegalStateException("the built-in trust anchors are not in the program");
            }
            return resource.readAllBytes();
        } catch (IOException failure) {
            throw new IllegalStateException("the built-in trust anchors cannot be read", failure);
        }
    }

    private static boolean holdsRootAnchor(byte[] text) {
        try (Master master = new Master(new ByteArrayInputStream(text), Name.root, 0)) {
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                if (record.getName().equals(Name.root)
                        && (record.getType() == Type.DS || record.getType() == Type.DNSKEY)) {
                    return true;
                }
            }
            return false;
        } catch (IOException _) {
            return false;
        }
    }
}
