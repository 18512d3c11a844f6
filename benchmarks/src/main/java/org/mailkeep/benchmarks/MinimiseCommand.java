package org.mailkeep.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.CertificateLimits;
import org.mailkeep.openpgp.CertificateReader;
import org.mailkeep.openpgp.KeyringReading;
import org.mailkeep.openpgp.Minimised;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many certificates one thread reads, which verifies every signature, and how many it reduces to one user ID. */
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

    @Option(names = "--seconds", description = "For each measurement, and as long before to warm up (3).")
    private int seconds = 3;

    private final CertificateReader reader = new CertificateReader(CertificateLimits.defaults());
    private final AcceptancePolicy policy = AcceptancePolicy.rfc9580();
    private final EmailAddress address = EmailAddress.of("user@bench.example");
    private final Instant now = Instant.now();

    @Override
    public Integer call() throws Exception {
        var ed25519 = new ArrayList<byte[]>();
        for (int i = 0; i < DISTINCT; i++) {
            ed25519.add(BenchKey.ed25519().certificate(USER_IDS));
        }
        measure("Ed25519", ed25519);
        // One modulus: making more takes longer than measuring, and verifying does not care.
        measure("RSA-4096", List.of(BenchKey.rsa().certificate(USER_IDS)));
        return 0;
    }

    private void measure(String kind, List<byte[]> bodies) {
        List<Certificate> certificates = bodies.stream().map(this::read).toList();
        System.out.printf(
                "%s: %,d certificates/s read and verified, %,d/s minimised%n",
                kind, perSecond(bodies, this::read), perSecond(certificates, this::minimise));
    }

    private <T> long perSecond(List<T> inputs, Function<T, Certificate> work) {
        run(inputs, work);
        return run(inputs, work) / seconds;
    }

    private <T> long run(List<T> inputs, Function<T, Certificate> work) {
        long end = System.nanoTime() + seconds * SECOND;
        long done = 0;
        long size = 0;
        while (System.nanoTime() < end) {
            size += work.apply(inputs.get((int) (done % inputs.size()))).size();
            done++;
        }
        // Used, so that the work is not left out.
        return size > 0 ? done : 0;
    }

    private Certificate read(byte[] body) {
        if (reader.read(body) instanceof KeyringReading.Certificates read
                && read.certificates().size() == 1) {
            return read.certificates().getFirst();
        }
        throw new IllegalStateException("a certificate could not be read");
    }

    private Certificate minimise(Certificate certificate) {
        if (certificate.minimise(address, now, policy) instanceof Minimised.WithUserId minimised) {
            return minimised.certificate();
        }
        throw new IllegalStateException("a certificate could not be minimised");
    }
}
