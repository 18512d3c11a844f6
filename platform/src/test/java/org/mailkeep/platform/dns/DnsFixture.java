package org.mailkeep.platform.dns;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.platform.config.DnsConfig;
import org.mailkeep.testkit.MutableClock;
import org.mailkeep.testkit.TestConfig;
import org.mailkeep.testkit.dns.DnsServer;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.Type;

/** A resolver in front of a DNS server of ours, with a clock that can be moved. */
final class DnsFixture implements AutoCloseable {

    /** Long enough for a loaded machine, short enough to wait for. */
    static final Duration UPSTREAM_TIMEOUT = Duration.ofMillis(300);

    private static final RecordType<String> TLSA = RecordType.of(
            Type.TLSA,
            TLSARecord.class,
            record -> Optional.of(record.rdataToString().toLowerCase(Locale.ROOT)));

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final Vertx vertx = Vertx.vertx();
    final MutableClock clock = new MutableClock(Instant.now());
    final Map<String, String> settings;
    final DnsQuestions questions;
    final DnsResolver dns;

    DnsFixture(DnsServer server, Path folder, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "mailkeep.dns.servers", "127.0.0.1:" + server.address().getPort(),
                "mailkeep.dns.timeout", UPSTREAM_TIMEOUT.toMillis() + "ms",
                "mailkeep.dns.trust-anchors", anchors(server, folder)));
        all.putAll(settings);
        this.settings = all;
        var config = TestConfig.of(DnsConfig.class, all);
        questions = new DnsQuestions(config, vertx, clock);
        dns = new DnsResolver(questions, config, clock);
    }

    /** The TLSA records of a TCP port, each as in a zone file. */
    static Uni<Lookup<String>> tlsa(DnsResolver dns, DomainName host, int port) {
        return dns.ask(DomainName.of("_" + port + "._tcp." + host), TLSA);
    }

    static <T> T get(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }

    /** The verdict, then what there is: {@code "secure [10 mail.test] at mail.test"}, {@code "insecure no data"}. */
    static String said(Uni<? extends Lookup<?>> answer) {
        return switch (get(answer)) {
            case Lookup.Secure<?> found -> "secure " + found.records() + " at " + found.owner();
            case Lookup.Insecure<?> found -> "insecure " + found.records() + " at " + found.owner();
            case Lookup.NoData<?> none -> sure(none.secure()) + " no data";
            case Lookup.NxDomain<?> none -> sure(none.secure()) + " no such name";
            case Lookup.Bogus<?> _ -> "bogus";
            case Lookup.TempFail<?> failed -> "failed: " + failed.why();
        };
    }

    private static String sure(boolean secure) {
        return secure ? "secure" : "insecure";
    }

    private static String anchors(DnsServer server, Path folder) {
        try {
            return Files.writeString(folder.resolve("anchors"), server.trustAnchor() + "\n")
                    .toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        questions.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
