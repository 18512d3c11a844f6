package org.mailkeep.platform.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mailkeep.platform.dns.DnsFixture.get;
import static org.mailkeep.platform.dns.DnsFixture.said;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.platform.config.DnsConfig;
import org.mailkeep.testkit.TestConfig;
import org.mailkeep.testkit.dns.DnsFault;
import org.mailkeep.testkit.dns.DnsServer;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.dns.Zone;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.Type;

/** Whose word is taken: forgers on the way, the modes, the trust anchors, and the check of all that. */
class DnsTrustTest {

    private static final String HOST = "mail.signed.test";
    private static final String TLSA = "_25._tcp." + HOST;

    @TempDir
    private Path folder;

    private DnsServer server;
    private MeddlingProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = DnsServer.start();
        server.put(
                Zone.parse("test", Signing.NSEC, ""),
                Zone.parse("signed.test", Signing.NSEC, """
                        mail           A    127.0.0.1
                        _25._tcp.mail  TLSA 3 1 1 %s
                        """.formatted("00".repeat(32))),
                Zone.parse("child.signed.test", Signing.UNSIGNED, "@ A 127.0.0.1"),
                Zone.parse("unsigned.test", Signing.UNSIGNED, "@ A 127.0.0.1"));
        proxy = new MeddlingProxy(server.address());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void nobodyMeddlesAndAllIsWell() {
        assertThat(behindProxy("validate")).startsWith("secure [3 1 1 00");
    }

    /** A denial is worth nothing when it is spoken for by a zone that the name is not in. */
    @Test
    void aDenialByAnUnsignedZoneElsewhereIsBogus() throws IOException {
        Record soa = soaOf("unsigned.test.");
        proxy.meddle((query, answer) -> isForTlsa(query) ? denial(query, List.of(soa)) : answer);

        assertThat(behindProxy("validate")).isEqualTo("bogus");
    }

    @Test
    void aDenialByAnUnsignedZoneBelowIsBogus() throws IOException {
        Record nsec = new NSECRecord(
                name("a.child.signed.test."), DClass.IN, 300, name("z.child.signed.test."), new int[] {Type.A});
        proxy.meddle((query, answer) -> isForTlsa(query) ? denial(query, List.of(nsec)) : answer);

        assertThat(behindProxy("validate")).isEqualTo("bogus");
    }

    /** RFC 4035 §5.3.1: "The RRSIG RR's Signer's Name field MUST be the name of the zone that contains the RRset." */
    @Test
    void aRecordSignedByAnUnsignedZoneElsewhereIsBogus() throws IOException {
        Name owner = name(TLSA + ".");
        Name signer = name("unsigned.test.");
        Record forged = new TLSARecord(owner, DClass.IN, 300, 3, 1, 1, new byte[32]);
        Record signature = new RRSIGRecord(
                owner,
                DClass.IN,
                300,
                Type.TLSA,
                13,
                300,
                Instant.now().plusSeconds(3600),
                Instant.now().minusSeconds(3600),
                1,
                signer,
                new byte[64]);
        proxy.meddle((query, answer) ->
                isForTlsa(query) ? answer(query, Section.ANSWER, List.of(forged, signature)) : answer);

        assertThat(behindProxy("validate")).isEqualTo("bogus");
    }

    @Test
    void anAdBitOnTheWayCountsForNothing() {
        proxy.meddle((query, answer) -> isForTlsa(query) ? withAd(denial(query, List.of())) : withAd(answer));

        assertThat(behindProxy("validate")).isEqualTo("bogus");
        assertThat(behindProxy("off")).isEqualTo("insecure no data");
    }

    @Test
    void anAnswerToAnotherQuestionIsNone() {
        proxy.meddle((query, answer) -> {
            Message other = new Message(query.getHeader().getID());
            other.getHeader().setFlag(Flags.QR);
            other.addRecord(Record.newRecord(Name.root, Type.A, DClass.IN), Section.QUESTION);
            other.addRecord(new ARecord(Name.root, DClass.IN, 300, new byte[] {1, 2, 3, 4}), Section.ANSWER);
            return other;
        });

        assertThat(behindProxy("off")).startsWith("failed: ");
    }

    /** A forger who guesses ids must not be able to end the wait for the true answer either. */
    @Test
    void anAnswerWithAnotherIdIsAsIfItHadNotCome() {
        proxy.meddle((query, answer) -> {
            answer.getHeader().setID(answer.getHeader().getID() ^ 1);
            return answer;
        });

        assertThat(behindProxy("off")).isEqualTo("failed: the resolver did not answer in time");
    }

    @Test
    void trustAdAsksForTheBitAndBelievesIt() {
        assertThat(behindProxy("trust-ad")).startsWith("insecure [3 1 1 00");

        proxy.meddle((query, answer) -> query.getHeader().getFlag(Flags.AD) ? withAd(answer) : answer);
        assertThat(behindProxy("trust-ad")).startsWith("secure [3 1 1 00");
    }

    @Test
    void trustAdNeedsAServerOnLoopback() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new DnsFixture(
                        server,
                        folder,
                        Map.of("mailkeep.dns.mode", "trust-ad", "mailkeep.dns.servers", "127.0.0.1,192.0.2.1")))
                .withMessageContaining("trust-ad needs every server on loopback")
                .withMessageContaining("192.0.2.1");
    }

    @Test
    void nothingIsSecureWhereNothingIsValidated() {
        assertThat(behindProxy("off")).startsWith("insecure [3 1 1 00");
        server.faults().set(TLSA, DnsFault.BOGUS_SIGNATURE);
        assertThat(behindProxy("off")).startsWith("insecure [3 1 1 00");
    }

    @Test
    void theNextServerIsAskedWhereOneFails() throws IOException {
        proxy.meddle((query, answer) -> {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
            return answer;
        });
        assertThat(asking(proxy.address() + "," + port(server))).startsWith("secure ");
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThat(asking("127.0.0.1:" + silent.getLocalPort() + "," + port(server)))
                    .startsWith("secure ");
        }
    }

    /** The validator asks the clock when it checks a signature's dates, so the clock sees where it works. */
    @Test
    void nothingIsValidatedOnAnEventLoop() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        InstantSource watching = () -> {
            threads.add(Thread.currentThread().getName());
            return Instant.now();
        };
        try (DnsFixture fixture = new DnsFixture(server, folder, Map.of())) {
            DnsConfig config = TestConfig.of(DnsConfig.class, fixture.settings);
            DnsQuestions questions = new DnsQuestions(config, fixture.vertx, watching.withZone(ZoneOffset.UTC));
            try {
                CompletableFuture<CompletableFuture<Lookup<Record>>> asked = new CompletableFuture<>();
                fixture.vertx.runOnContext(_ -> asked.complete(questions.ask(DomainName.of(HOST), Type.A)));
                assertThat(asked.join().orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOf(Lookup.Secure.class);
            } finally {
                questions.close();
            }
        }
        assertThat(threads).isNotEmpty().noneMatch(thread -> thread.contains("eventloop"));
    }

    @Test
    void serversAreAddressesWithOrWithoutAPort() {
        for (String good : List.of("127.0.0.1", "127.0.0.1:5353", "::1", "[::1]", "[::1]:5353", "localhost:53")) {
            assertThat(DnsServers.of(TestConfig.of(DnsConfig.class, Map.of("mailkeep.dns.servers", good))))
                    .as(good)
                    .hasSize(1);
        }
        for (String bad : List.of("127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:x", "[::1", "a:b:c", "[127.0.0.1]:")) {
            assertThatIllegalStateException()
                    .as(bad)
                    .isThrownBy(
                            () -> DnsServers.of(TestConfig.of(DnsConfig.class, Map.of("mailkeep.dns.servers", bad))))
                    .withMessageContaining("mailkeep.dns.servers");
        }
    }

    @Test
    void theRootKeysOfIanaAreBuiltIn() {
        assertThat(new String(TrustAnchors.load(Optional.empty()), StandardCharsets.US_ASCII))
                .contains("20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D")
                .contains("38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16");
    }

    @Test
    void trustAnchorsWithoutTheRootAreRefused() throws IOException {
        Path file = folder.resolve("file");
        for (String bad : List.of("", "; nothing", "hello", "test. IN DS 1 13 2 " + "00".repeat(32))) {
            Files.writeString(file, bad);
            assertThatIllegalStateException()
                    .as(bad)
                    .isThrownBy(() -> TrustAnchors.load(Optional.of(file)))
                    .withMessageContaining("mailkeep.dns.trust-anchors");
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> TrustAnchors.load(Optional.of(folder.resolve("missing"))))
                .withMessageContaining("cannot read");
    }

    @Test
    void validationIsSeenToWork() {
        server.faults().set("bogus.test", DnsFault.BOGUS_SIGNATURE);
        assertThat(checked("validate", HOST)).isEqualTo(new ValidationState.Ok());
    }

    @Test
    void validationIsSeenNotToWork() {
        server.faults().set("bogus.test", DnsFault.BOGUS_SIGNATURE);
        assertThat(checked("validate", "unsigned.test"))
                .isEqualTo(new ValidationState.Broken("unsigned.test is signed, but was found insecure"));
        assertThat(checked("trust-ad", HOST))
                .isEqualTo(new ValidationState.Broken(HOST + " is signed, but was found insecure"));
        server.faults().clear("bogus.test");
        assertThat(checked("validate", HOST))
                .isEqualTo(new ValidationState.Broken("bogus.test is signed wrongly, but was not refused"));
        server.faults().set("bogus.test", DnsFault.SERVFAIL);
        assertThat(checked("validate", HOST)).isInstanceOf(ValidationState.Broken.class);
        assertThat(checked("off", HOST)).isInstanceOf(ValidationState.Unchecked.class);
    }

    private ValidationState checked(String mode, String knownSigned) {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Map<String, String> settings = Map.of(
                "mailkeep.dns.mode",
                mode,
                "mailkeep.dns.known-signed",
                knownSigned,
                "mailkeep.dns.known-bogus",
                "bogus.test");
        try (DnsFixture fixture = new DnsFixture(server, folder, settings)) {
            ValidationCheck check = new ValidationCheck(
                    fixture.questions, TestConfig.of(DnsConfig.class, settings), metrics, fixture.clock);
            ValidationState found = get(check.check());
            assertThat(check.state()).isEqualTo(found);
            assertThat(metrics.get("mailkeep.dns.validation.ok").gauge().value())
                    .isEqualTo(found instanceof ValidationState.Ok ? 1 : 0);
            return found;
        }
    }

    private String behindProxy(String mode) {
        return asking(proxy.address(), mode);
    }

    private String asking(String servers) {
        return asking(servers, "validate");
    }

    private String asking(String servers, String mode) {
        Map<String, String> settings = Map.of("mailkeep.dns.servers", servers, "mailkeep.dns.mode", mode);
        try (DnsFixture fixture = new DnsFixture(server, folder, settings)) {
            return said(DnsFixture.tlsa(fixture.dns, DomainName.of(HOST), 25));
        }
    }

    private static String port(DnsServer server) {
        return "127.0.0.1:" + server.address().getPort();
    }

    private static boolean isForTlsa(Message query) {
        return query.getQuestion().getType() == Type.TLSA;
    }

    private static Message withAd(Message answer) {
        answer.getHeader().setFlag(Flags.AD);
        return answer;
    }

    private static Message denial(Message query, List<Record> authority) {
        return answer(query, Section.AUTHORITY, authority);
    }

    private static Message answer(Message query, int section, List<Record> records) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        records.forEach(record -> answer.addRecord(record, section));
        return answer;
    }

    private static Record soaOf(String zone) throws IOException {
        return new SOARecord(name(zone), DClass.IN, 300, name("ns." + zone), name("h." + zone), 1, 1, 1, 1, 300);
    }

    private static Name name(String text) throws IOException {
        return Name.fromString(text);
    }
}
