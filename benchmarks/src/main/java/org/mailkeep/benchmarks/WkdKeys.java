package org.mailkeep.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.openpgp.PGPException;

/**
 * What a directory serves for some users of one domain: of two certificates one has Ed25519 keys, the other RSA-4096 keys.
 * The RSA ones share a few moduli, since making 4096 bits takes seconds; each has its own signature, so no two are alike.
 */
final class WkdKeys {

    static final String DOMAIN = "bench.example";

    private static final int MODULI = 4;

    private WkdKeys() {}

    /** The local part of a user. */
    static String user(int number) {
        return "user" + number;
    }

    /** Makes them, or takes those that were made before. */
    static List<byte[]> certificates(int count, Path folder)
            throws IOException, PGPException, GeneralSecurityException {
        Path file = folder.resolve("wkd-keys-" + count + ".bin");
        if (Files.exists(file)) {
            return read(count, file);
        }
        List<byte[]> made = make(count);
        Path unfinished = folder.resolve(file.getFileName() + ".new");
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
            for (byte[] certificate : made) {
                out.writeInt(certificate.length);
                out.write(certificate);
            }
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        return made;
    }

    private static List<byte[]> make(int count) throws PGPException, IOException, GeneralSecurityException {
        List<BenchKey> rsa = new ArrayList<>();
        for (int i = 0; i < MODULI; i++) {
            rsa.add(BenchKey.rsa());
        }
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(number -> {
                    String userId = "User " + number + " <" + user(number) + "@" + DOMAIN + ">";
                    try {
                        BenchKey key = number % 2 == 0 ? BenchKey.ed25519() : rsa.get(number / 2 % MODULI);
                        return key.certificate(userId);
                    } catch (PGPException | IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private static List<byte[]> read(int count, Path file) throws IOException {
        List<byte[]> certificates = new ArrayList<>();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int i = 0; i < count; i++) {
                certificates.add(in.readNBytes(in.readInt()));
            }
        }
        return certificates;
    }
}
