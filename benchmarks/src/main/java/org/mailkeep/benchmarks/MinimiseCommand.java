package org.mailkeep.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.CertificateLimits;
import org.mailkeep.openpgp.CertificateReader;
import org.mailkeep.openpgp.KeyringReading;
import org.mailkeep.openpgp.Minimised;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many certificates one thread reads and reduces to one user ID, every signature verified. */
@Command(
        name = "minimise",
        mixinStandardHelpOptions = true,
        description = "Reads certificates of three user IDs and minimises them, in one thread.")
final class MinimiseCommand implements Callable<Integer> {

    private static final int DISTINCT = 200;
    private static final long SECOND = 1_000_000_000L;
    private static final String[] USER_IDS = {
        "A User <user@bench.example>", "A User <alias@bench.example>", "A User <user@elsewhere.example>"
    };

    @Option(names = "--seconds", description = "For each kind of key, and as long before to warm up (5).")
    private int seconds = 5;

    @Override
    public Integer call() throws Exception {
        var ed25519 = new ArrayList<byte[]>();
        for (int i = 0; i < DISTINCT; i++) {
            ed25519.add(BenchKey.ed25519().certificate(USER_IDS));
        }
        boolean allWell = run("Ed25519", ed25519);
        // One modulus: making more takes longer than measuring, and verifying does not care.
        allWell &= run("RSA-4096", List.of(BenchKey.rsa().certificate(USER_IDS)));
        return allWell ? 0 : 1;
    }

    private boolean run(String kind, List<byte[]> bodies) {
        measure(bodies);
        long done = measure(bodies);
        System.out.printf("minimise %s: %,d certificates/s%n", kind, done / seconds);
        return done > 0;
    }

    /** How many were done in the time; 0 when one could not be. */
    private long measure(List<byte[]> bodies) {
        var reader = new CertificateReader(CertificateLimits.defaults());
        var policy = AcceptancePolicy.rfc9580();
        var address = EmailAddress.of("user@bench.example");
        Instant now = Instant.now();
        long end = System.nanoTime() + seconds * SECOND;
        long done = 0;
        while (System.nanoTime() < end) {
            byte[] body = bodies.get((int) (done % bodies.size()));
            if (!(reader.read(body) instanceof KeyringReading.Certificates read)
                    || !minimises(read.certificates(), address, now, policy)) {
                System.err.println("a certificate could not be minimised");
                return 0;
            }
            done++;
        }
        return done;
    }

    private static boolean minimises(
            List<Certificate> certificates, EmailAddress address, Instant now, AcceptancePolicy policy) {
        return certificates.size() == 1
                && certificates.getFirst().minimise(address, now, policy) instanceof Minimised.WithUserId;
    }
}
