package org.mailkeep.keydir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.wkd.ServedKey;
import org.mailkeep.keydir.domain.wkd.WkdAnswer;
import org.mailkeep.keydir.domain.wkd.WkdLocation;

class CachedDirectoryTest {

    private static final WkdLocation ALICE = WkdLocation.of(EmailAddress.of("alice@mail.example"));
    private static final WkdLocation BOB = WkdLocation.of(EmailAddress.of("bob@mail.example"));

    private final Map<WkdLocation, WkdAnswer> store = new HashMap<>();
    private final List<WkdLocation> asked = new ArrayList<>();
    private final CachedDirectory directory = new CachedDirectory(1_000_000, this::read);

    @Test
    void whatWasAskedForIsRememberedAlsoThatThereIsNothing() {
        store.put(ALICE, found("alice"));
        for (int i = 0; i < 3; i++) {
            assertThat(find(ALICE)).isEqualTo(found("alice"));
            assertThat(find(BOB)).isEqualTo(WkdAnswer.NOT_FOUND);
        }
        assertThat(asked).containsExactly(ALICE, BOB);
    }

    @Test
    void whatChangedIsReadAgain() {
        store.put(ALICE, found("alice"));
        find(ALICE);
        store.put(ALICE, found("alice's new one"));
        directory.changed(ALICE);
        assertThat(find(ALICE)).isEqualTo(found("alice's new one"));
    }

    @Test
    void whatWasBeingReadWhileItChangedIsNotRemembered() {
        var pending = new ArrayList<UniEmitter<? super WkdAnswer>>();
        var slow = new CachedDirectory(1_000_000, _ -> Uni.createFrom().emitter(pending::add));
        var before = slow.find(ALICE).subscribeAsCompletionStage();
        slow.changed(ALICE);
        pending.getFirst().complete(found("the old one"));
        assertThat(before).isCompletedWithValue(found("the old one"));
        var after = slow.find(ALICE).subscribeAsCompletionStage();
        assertThat(after).isNotDone();
        pending.getLast().complete(found("the new one"));
        assertThat(after).isCompletedWithValue(found("the new one"));
    }

    @Test
    void manyWhoAskAtOnceCostOneQuestion() {
        var pending = new ArrayList<UniEmitter<? super WkdAnswer>>();
        var slow = new CachedDirectory(1_000_000, _ -> Uni.createFrom().emitter(pending::add));
        var first = slow.find(ALICE).subscribeAsCompletionStage();
        var second = slow.find(ALICE).subscribeAsCompletionStage();
        assertThat(pending).hasSize(1);
        pending.getFirst().complete(found("alice"));
        assertThat(first).isCompletedWithValue(found("alice"));
        assertThat(second).isCompletedWithValue(found("alice"));
    }

    @Test
    void withoutTheStoreItAnswersWhatItRemembersAndForgetsTheOutage() {
        store.put(ALICE, found("alice"));
        store.put(BOB, new WkdAnswer.Unavailable());
        find(ALICE);
        assertThat(find(BOB)).isInstanceOf(WkdAnswer.Unavailable.class);
        assertThat(find(ALICE)).isEqualTo(found("alice"));
        store.put(BOB, found("bob"));
        assertThat(find(BOB)).isEqualTo(found("bob"));
    }

    @Test
    void itTakesNoMoreMemoryThanItMay() {
        var small = new CachedDirectory(10_000, _ -> Uni.createFrom().item(found("x".repeat(1_000))));
        for (int i = 0; i < 200; i++) {
            small.find(WkdLocation.of(EmailAddress.of("user" + i + "@mail.example")))
                    .await()
                    .atMost(Duration.ofSeconds(10));
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> small.state().octets() <= 10_000);
    }

    private Uni<WkdAnswer> read(WkdLocation location) {
        asked.add(location);
        return Uni.createFrom().item(store.getOrDefault(location, WkdAnswer.NOT_FOUND));
    }

    private WkdAnswer find(WkdLocation location) {
        return directory.find(location).await().atMost(Duration.ofSeconds(10));
    }

    private static WkdAnswer found(String key) {
        return new WkdAnswer.Found(ServedKey.of(key.getBytes(StandardCharsets.UTF_8)));
    }
}
