package org.mailkeep.policy.domain.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.testkit.smtp.MxServer;
import org.mailkeep.testkit.tls.CertificateKind;
import org.mailkeep.testkit.tls.Leaf;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.tls.TestAuthority;

/** OpenSSL's own DANE verification on the same chains and records, over SMTP. */
@Tag("real-programs")
@Timeout(300)
class OpenSslAgreesTest {

    private static final DomainName HOST = DomainName.of("mx.example.com");

    private final Instant now = Instant.now();
    private final Clock clock = Clock.systemUTC();
    private final TestAuthority root = TestAuthority.create("Root", clock);
    private final TestAuthority below = root.subordinate("Intermediate", now.plus(Duration.ofDays(1)));

    @TempDir
    Path folder = Path.of("");

    @Test
    void bothSayTheSameOfEveryChainAndRecord() throws Exception {
        ServerIdentity good = below.issue("mx.example.com");
        ServerIdentity stranger = TestAuthority.create("Root", clock).issue("mx.example.com");
        List<ServerIdentity> chains = List.of(
                good,
                root.issue("mx.example.com"),
                new ServerIdentity(good.key(), good.chain().subList(0, 2)),
                new ServerIdentity(good.key(), List.of(good.leaf())),
                new ServerIdentity(good.key(), List.of(good.leaf(), root.certificate())),
                below.issue("other.example"),
                below.issue("*.example.com"),
                below.issue(CertificateKind.COMMON_NAME_ONLY, "mx.example.com"),
                below.issue(CertificateKind.EXPIRED, "mx.example.com"),
                root.subordinate("Ended", now.minus(Duration.ofDays(1))).issue("mx.example.com"),
                TestAuthority.selfSigned(Leaf.of(now, "mx.example.com")),
                new ServerIdentity(stranger.key(), List.of(stranger.leaf(), root.certificate())));
        var softly = new SoftAssertions();
        int passed = 0;
        int asked = 0;
        for (ServerIdentity chain : chains) {
            for (List<String> records : records(chain, good, stranger)) {
                boolean ours = verify(chain, records).passes();
                softly.assertThat(opensslPasses(chain, records))
                        .as(
                                "%s of %s, chain of %s",
                                records,
                                chain.leaf().getSubjectX500Principal(),
                                chain.chain().size())
                        .isEqualTo(ours);
                passed += ours ? 1 : 0;
                asked++;
            }
        }
        softly.assertAll();
        assertThat(passed).as("of %s", asked).isBetween(20, asked - 20);
    }

    private static List<List<String>> records(ServerIdentity shown, ServerIdentity good, ServerIdentity stranger) {
        var sets = new ArrayList<List<String>>();
        for (int selector = 0; selector <= 1; selector++) {
            for (int matchingType = 0; matchingType <= 2; matchingType++) {
                sets.add(List.of(shown.tlsa(3, selector, matchingType)));
                sets.add(List.of(good.tlsa(2, selector, matchingType)));
            }
        }
        sets.add(List.of(stranger.tlsa(3, 1, 1)));
        sets.add(List.of(stranger.tlsa(2, 1, 1)));
        sets.add(List.of(stranger.tlsa(3, 1, 1), shown.tlsa(3, 1, 1)));
        sets.add(List.of(stranger.tlsa(3, 1, 1), good.tlsa(2, 0, 1)));
        sets.add(List.of("2" + shown.tlsa(3, 1, 1).substring(1)));
        return sets;
    }

    private Verdict verify(ServerIdentity identity, List<String> records) {
        return Verification.of(
                new Demand.Dane(records.stream().map(OpenSslAgreesTest::record).toList(), Set.of(HOST)),
                new Presented.Chain(identity.chain()),
                Set.of(),
                now);
    }

    private boolean opensslPasses(ServerIdentity identity, List<String> records) throws Exception {
        try (MxServer server = MxServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "mx.example.com", identity)) {
            Path output = Files.createTempFile(folder, "openssl", ".txt");
            Process process = new ProcessBuilder(command(server, records))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("openssl does not end");
            }
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(said).as("a TLS session").containsPattern("Verif(ication|y return code)");
            return said.contains("Verify return code: 0 (ok)");
        }
    }

    private static List<String> command(MxServer server, List<String> records) {
        return Stream.concat(
                        Stream.of(
                                "openssl",
                                "s_client",
                                "-starttls",
                                "smtp",
                                "-connect",
                                "127.0.0.1:" + server.address().getPort(),
                                "-servername",
                                HOST.value(),
                                "-dane_tlsa_domain",
                                HOST.value(),
                                // RFC 7672 §3.1.1: no name is looked at under DANE-EE.
                                "-dane_ee_no_namechecks"),
                        records.stream().flatMap(record -> Stream.of("-dane_tlsa_rrdata", record)))
                .toList();
    }

    private static TlsaRecord record(String text) {
        String[] fields = text.split(" ", -1);
        return new TlsaRecord(
                Integer.parseInt(fields[0]), Integer.parseInt(fields[1]), Integer.parseInt(fields[2]), fields[3]);
    }
}
