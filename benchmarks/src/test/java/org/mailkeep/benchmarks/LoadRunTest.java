package org.mailkeep.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The measuring itself, against the bare responder. */
class LoadRunTest {

    private static final List<String> DOMAINS = List.of("a.example", "b.example", "c.example", "d.example");

    @Test
    void aClosedLoopCountsEveryAnswer() throws Exception {
        LoadResult result = againstResponder(new LoadPlan(4, 8, Duration.ofMillis(300), 0));

        assertThat(result.ok()).isEqualTo(result.latencies().getTotalCount()).isGreaterThan(100);
        assertThat(result.notFound() + result.temporary() + result.other() + result.unanswered())
                .isZero();
        assertThat(result.json("bare")).startsWith("{\"target\":\"bare\"").contains("\"unanswered\":0}");
    }

    @Test
    void anOpenLoopAsksNoFasterThanItsRate() throws Exception {
        LoadResult result = againstResponder(new LoadPlan(4, 1, Duration.ofMillis(500), 2000));

        assertThat(result.ok()).isBetween(1L, 1001L);
    }

    @Test
    void anOpenLoopCountsTheTimeThatAQuestionHadToWait() throws Exception {
        try (var silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            var address = (InetSocketAddress) silent.getLocalSocketAddress();
            var plan = new LoadPlan(1, 1, Duration.ofMillis(300), 100);
            Thread.ofVirtual().start(() -> answerAllAfter(silent, 20));

            LoadResult result = new LoadRun(address, plan, Questions.of("QUERY", DOMAINS, 0)).run();

            // 20 questions, 10 ms apart, all answered with the last one: the first waited for nearly 200 ms.
            assertThat(result.ok()).isGreaterThanOrEqualTo(20);
            assertThat(result.micros(100)).isGreaterThan(150_000);
        }
    }

    @Test
    void popularityFollowsZipf() {
        Map<String, Integer> asked = new HashMap<>();
        Questions questions = Questions.of("QUERY", DOMAINS, 1);
        for (int i = 0; i < 60_000; i++) {
            asked.merge(new String(questions.next(), StandardCharsets.UTF_8), 1, Integer::sum);
        }

        double first = asked.getOrDefault("15:QUERY a.example,", 0);
        double second = asked.getOrDefault("15:QUERY b.example,", 0);
        double fourth = asked.getOrDefault("15:QUERY d.example,", 0);
        assertThat(first / second).isBetween(1.9, 2.1);
        assertThat(first / fourth).isBetween(3.7, 4.3);
    }

    @Property
    void howRepliesAreCutDoesNotMatter(@ForAll List<String> replies, @ForAll @IntRange(min = 1, max = 40) int size) {
        var stream = ByteBuffer.allocate(1 << 20);
        replies.forEach(reply -> stream.put(Questions.netstring("x" + reply)));
        stream.flip();
        var firstBytes = new ArrayList<Integer>();
        var scanner = new NetstringScanner(firstBytes::add);

        while (stream.hasRemaining()) {
            int taken = Math.min(size, stream.remaining());
            scanner.scan(stream.slice(stream.position(), taken));
            stream.position(stream.position() + taken);
        }

        assertThat(firstBytes).hasSize(replies.size()).allMatch(first -> first == 'x');
    }

    private static LoadResult againstResponder(LoadPlan plan) throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Vertx vertx = Vertx.vertx();
        try {
            BareResponder.start(vertx, port);
            var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            return new LoadRun(target, plan, Questions.of("QUERY", DOMAINS, 1)).run();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static void answerAllAfter(ServerSocket server, int questions) {
        try (var socket = server.accept()) {
            var seen = new ArrayList<Integer>();
            var scanner = new NetstringScanner(seen::add);
            byte[] chunk = new byte[4096];
            while (seen.size() < questions) {
                int count = socket.getInputStream().read(chunk);
                scanner.scan(ByteBuffer.wrap(chunk, 0, count));
            }
            socket.getOutputStream().write("7:OK dane,".repeat(questions).getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read();
        } catch (IOException _) {
            // The run is over.
        }
    }
}
