package org.mailkeep.policy.api.socketmap;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.policy.api.socketmap.SocketmapAnswers.Answer;
import org.mailkeep.policy.api.socketmap.SocketmapAnswers.Later;
import org.mailkeep.policy.api.socketmap.SocketmapAnswers.Now;
import org.mailkeep.policy.app.SocketmapSettings;

/** The server over real sockets. The answer to "now x" is known; the one to "later x" comes when the test says so. */
class SocketmapListenerTest {

    private static final SocketmapSettings SETTINGS =
            new SocketmapSettings("127.0.0.1", 0, 100, Duration.ofSeconds(30), Duration.ofSeconds(30));

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private String deployment = "";

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    @Test
    void aQuestionIsAnswered() throws Exception {
        try (var client = connect(SETTINGS)) {
            client.ask("now a");

            assertThat(client.reply()).isEqualTo("OK now a");
        }
    }

    @Test
    void bytesMayComeOneByOne() throws Exception {
        try (var client = connect(SETTINGS)) {
            for (char c : "5:now a,5:now b,".toCharArray()) {
                client.send(String.valueOf(c));
            }

            assertThat(client.replies(2)).containsExactly("OK now a", "OK now b");
        }
    }

    @Test
    void repliesKeepTheOrderOfTheQuestions() throws Exception {
        try (var client = connect(SETTINGS)) {
            client.ask("later 1", "now 2", "later 3", "now 4");
            answer("later 3");
            answer("later 1");

            assertThat(client.replies(4)).containsExactly("OK later 1", "OK now 2", "OK later 3", "OK now 4");
        }
    }

    @Test
    void thousandsOfQuestionsMayBeSentAtOnce() throws Exception {
        List<String> questions =
                IntStream.range(0, 20_000).mapToObj(i -> "now " + i).toList();
        try (var client = connect(SETTINGS)) {
            client.askInBackground(questions);

            assertThat(client.replies(questions.size()))
                    .isEqualTo(
                            questions.stream().map(question -> "OK " + question).toList());
        }
    }

    @Test
    void onlySoManyQuestionsAreLookedUpForOneConnection() throws Exception {
        List<String> questions = IntStream.range(0, SocketmapConnection.PIPELINE + 50)
                .mapToObj(i -> "later " + i)
                .toList();
        try (var client = connect(SETTINGS)) {
            client.askInBackground(questions);
            Awaitility.await().until(() -> asked.size() == SocketmapConnection.PIPELINE);

            // One answer makes room for one question.
            answer("later 0");
            assertThat(client.reply()).isEqualTo("OK later 0");
            Awaitility.await().until(() -> asked.size() == SocketmapConnection.PIPELINE + 1);

            for (int i = 1; i < questions.size(); i++) {
                answer("later " + i);
            }
            assertThat(client.replies(questions.size() - 1))
                    .isEqualTo(questions.stream()
                            .skip(1)
                            .map(question -> "OK " + question)
                            .toList());
        }
    }

    @Test
    void aLookupThatNobodyWaitsForIsGivenUp() throws Exception {
        try (var client = connect(SETTINGS)) {
            client.ask("later 1");
            Awaitility.await().until(() -> asked.contains("later 1"));
        }

        assertThat(cancelled.await(5, SECONDS)).isTrue();
    }

    @Test
    void malformedInputEndsItsOwnConnectionOnlyAfterEarlierReplies() throws Exception {
        try (var client = connect(SETTINGS);
                var other = new SocketmapClient(client.port())) {
            client.send("5:now a,7:later b,5:now c;");
            answer("later b");

            assertThat(client.replies(2)).containsExactly("OK now a", "OK later b");
            assertThat(client.isClosed()).isTrue();
            other.ask("now d");
            assertThat(other.reply()).isEqualTo("OK now d");
            assertThat(closed("malformed")).isEqualTo(1);
        }
    }

    @Test
    void aQueryOfTenThousandBytesIsReadAndALongerOneIsNot() throws Exception {
        try (var client = connect(SETTINGS)) {
            String longest = "now " + "x".repeat(NetstringReader.MAX_QUERY - 4);
            client.ask(longest);
            assertThat(client.reply()).isEqualTo("OK " + longest);

            client.send("10001:now x");

            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void aConnectionWithoutQuestionsIsClosed() throws Exception {
        var settings = new SocketmapSettings("127.0.0.1", 0, 100, Duration.ofMillis(80), Duration.ofSeconds(30));
        try (var client = connect(settings)) {
            client.ask("now a");
            assertThat(client.reply()).isEqualTo("OK now a");

            // The beginning of a question is none.
            client.send("5:no");

            assertThat(client.isClosed()).isTrue();
            assertThat(closed("idle")).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatWaitsForItsAnswerIsNotIdle() throws Exception {
        var settings = new SocketmapSettings("127.0.0.1", 0, 100, Duration.ofMillis(40), Duration.ofSeconds(30));
        try (var client = connect(settings);
                var idle = new SocketmapClient(client.port())) {
            client.ask("later 1");
            assertThat(idle.isClosed()).isTrue();

            answer("later 1");

            assertThat(client.reply()).isEqualTo("OK later 1");
        }
    }

    @Test
    void aPeerThatDoesNotReadIsCutOff() throws Exception {
        var settings = new SocketmapSettings("127.0.0.1", 0, 100, Duration.ofSeconds(30), Duration.ofMillis(80));
        try (var client = connect(settings)) {
            client.askInBackground(
                    IntStream.range(0, 4000).mapToObj(i -> "large " + i).toList());

            Awaitility.await()
                    .untilAsserted(() -> assertThat(closed("slow-reader")).isEqualTo(1));
            assertThat(asked.size())
                    .as("questions read before the replies were")
                    .isLessThan(4000);
        }
    }

    @Test
    void oneConnectionTooManyIsToldSo() throws Exception {
        var settings = new SocketmapSettings("127.0.0.1", 0, 2, Duration.ofSeconds(30), Duration.ofSeconds(30));
        int port = deploy(vertx, settings);
        try (var first = new SocketmapClient(port)) {
            try (var second = new SocketmapClient(port)) {
                first.ask("now a");
                second.ask("now b");
                assertThat(first.reply()).isEqualTo("OK now a");
                assertThat(second.reply()).isEqualTo("OK now b");
                try (var third = new SocketmapClient(port)) {
                    third.ask("now c");

                    assertThat(third.reply()).isEqualTo("TEMP too many connections");
                    assertThat(third.isClosed()).isTrue();
                }
            }
            // The second one is gone: there is room again.
            Awaitility.await().untilAsserted(() -> {
                try (var fourth = new SocketmapClient(port)) {
                    fourth.ask("now d");
                    assertThat(fourth.reply()).isEqualTo("OK now d");
                }
            });
        }
    }

    @Test
    void whenTheServerStopsWhatIsUnderWayIsAnswered() throws Exception {
        try (var busy = connect(SETTINGS);
                var idle = new SocketmapClient(busy.port())) {
            busy.ask("later 1");
            Awaitility.await().until(() -> asked.contains("later 1"));
            var stopped = vertx.undeploy(deployment).toCompletionStage().toCompletableFuture();

            assertThat(idle.isClosed()).isTrue();
            assertThat(stopped).isNotDone();
            answer("later 1");

            assertThat(busy.reply()).isEqualTo("OK later 1");
            assertThat(busy.isClosed()).isTrue();
            stopped.get(5, SECONDS);
            assertThatThrownBy(() -> new SocketmapClient(busy.port())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aPortInUseIsAnError() throws Exception {
        try (var client = connect(SETTINGS)) {
            var taken = new SocketmapSettings(
                    "127.0.0.1", client.port(), 100, Duration.ofSeconds(30), Duration.ofSeconds(30));
            var elsewhere = Vertx.vertx();

            assertThatThrownBy(() -> deploy(elsewhere, taken)).hasRootCauseInstanceOf(BindException.class);
            elsewhere.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
        }
    }

    private SocketmapClient connect(SocketmapSettings settings) throws Exception {
        return new SocketmapClient(deploy(vertx, settings));
    }

    /** Two listeners that share a free port, as in production; answers with the port. */
    private int deploy(Vertx where, SocketmapSettings settings) throws Exception {
        var closings = new ConnectionMeters(meters);
        var listeners = new ArrayList<SocketmapListener>();
        deployment = where.deployVerticle(
                        () -> {
                            var listener = new SocketmapListener(settings, this::reply, closings);
                            synchronized (listeners) {
                                listeners.add(listener);
                            }
                            return listener;
                        },
                        new DeploymentOptions().setInstances(2))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, SECONDS);
        assertThat(listeners.getFirst().port()).isEqualTo(listeners.getLast().port());
        return listeners.getFirst().port();
    }

    private Answer reply(String question) {
        asked.add(question);
        if (question.startsWith("later ")) {
            return new Later(Uni.createFrom()
                    .completionStage(() -> answerTo(question))
                    .onCancellation()
                    .invoke(cancelled::countDown));
        }
        return new Now("OK " + (question.startsWith("large ") ? "x".repeat(50_000) : question));
    }

    private void answer(String question) {
        answerTo(question).complete("OK " + question);
    }

    private CompletableFuture<String> answerTo(String question) {
        return answers.computeIfAbsent(question, _ -> new CompletableFuture<>());
    }

    private int closed(String reason) {
        var count = new AtomicInteger();
        meters.find("socketmap.connections.closed")
                .tag("reason", reason)
                .counters()
                .forEach(counter -> count.addAndGet((int) counter.count()));
        return count.get();
    }
}
