package org.mailkeep.keydir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.wkd.ServedKey;
import org.mailkeep.keydir.domain.wkd.WkdLocation;
import org.mailkeep.keydir.store.PublicationIndex.Listed;
import org.mailkeep.openpgp.WkdHash;

class KeyMemoryTest {

    private static final Instant EARLIER = Instant.parse("2026-11-01T00:00:00.000001Z");
    private static final Instant LATER = Instant.parse("2026-11-01T00:00:00.000002Z");
    private static final WkdLocation ALICE = WkdLocation.of(EmailAddress.of("alice@one.example"));
    private static final WkdLocation ALICE_OF_ANOTHER = WkdLocation.of(EmailAddress.of("alice@two.example"));
    private static final WkdLocation BOB = WkdLocation.of(EmailAddress.of("bob@one.example"));

    private final KeyMemory memory = new KeyMemory();

    @Property
    void bitsAreTheHash(@ForAll @StringLength(max = 70) String localPart) {
        var hash = WkdHash.ofLocalPart(localPart);
        assertThat(HashBits.of(hash).hash()).isEqualTo(hash);
    }

    @Property
    void comparingAgreesWithBeingEqual(@ForAll String one, @ForAll String other) {
        var first = HashBits.of(WkdHash.ofLocalPart(one));
        var second = HashBits.of(WkdHash.ofLocalPart(other));
        assertThat(first.compareTo(second) < 0).isEqualTo(second.compareTo(first) > 0);
        assertThat(first.compareTo(second) == 0).isEqualTo(first.equals(second));
    }

    @Example
    void oneHashInTwoDomainsIsTwoAddresses() {
        memory.put(ALICE, key("one"), EARLIER);
        assertThat(memory.get(ALICE)).isEqualTo(key("one"));
        assertThat(memory.get(ALICE_OF_ANOTHER)).isNull();
        memory.remove(ALICE_OF_ANOTHER);
        assertThat(memory.get(ALICE)).isEqualTo(key("one"));
    }

    @Example
    void itCountsWhatItHolds() {
        memory.put(ALICE, key("four"), EARLIER);
        memory.put(BOB, key("12345"), EARLIER);
        memory.put(ALICE, key("one"), LATER);
        assertThat(memory.count()).isEqualTo(2);
        assertThat(memory.octets()).isEqualTo(8);
        memory.remove(ALICE);
        memory.remove(ALICE);
        memory.remove(BOB);
        assertThat(memory.count()).isZero();
        assertThat(memory.octets()).isZero();
    }

    @Example
    void aPassFindsWhatTheStoreHasAndMemoryHasNot() {
        memory.put(ALICE, key("one"), EARLIER);
        memory.beginPass();
        assertThat(memory.compare(List.of(new Listed(ALICE, EARLIER)))).isEmpty();
        assertThat(memory.compare(List.of(new Listed(ALICE, LATER), new Listed(BOB, EARLIER))))
                .containsExactly(ALICE, BOB);
    }

    @Example
    void aPassFindsWhatMemoryHasAndTheStoreHasNot() {
        memory.put(ALICE, key("one"), EARLIER);
        memory.put(ALICE_OF_ANOTHER, key("two"), EARLIER);
        memory.beginPass();
        memory.compare(List.of(new Listed(ALICE, EARLIER)));
        // What is put after the list was read is no news.
        memory.put(BOB, key("three"), LATER);
        assertThat(memory.unseen()).containsExactly(ALICE_OF_ANOTHER);
        memory.beginPass();
        assertThat(memory.unseen()).containsExactlyInAnyOrder(ALICE, ALICE_OF_ANOTHER, BOB);
    }

    @Property(tries = 100)
    void itBehavesAsAMap(@ForAll long seed) {
        var memory = new KeyMemory();
        var random = new Random(seed);
        Map<WkdLocation, ServedKey> model = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            var location = WkdLocation.of(
                    EmailAddress.of("user" + random.nextInt(40) + "@d" + random.nextInt(3) + ".example"));
            if (random.nextInt(3) == 0) {
                model.remove(location);
                memory.remove(location);
            } else {
                model.put(location, key("key" + i));
                memory.put(location, key("key" + i), EARLIER);
            }
            assertThat(memory.get(location)).isEqualTo(model.get(location));
        }
        assertThat(memory.count()).isEqualTo(model.size());
        assertThat(memory.octets())
                .isEqualTo(model.values().stream().mapToLong(ServedKey::size).sum());
    }

    private static ServedKey key(String text) {
        return ServedKey.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
