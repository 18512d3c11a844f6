package org.mailkeep.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SessionSealTest {

    private static final Instant END = Instant.parse("2026-11-24T10:00:00Z");
    private static final byte[] NONCE = new byte[SessionSeal.NONCE_BYTES];

    private final SessionSeal seal = new SessionSeal(key(1));
    private final String cookie = seal.issue(END, NONCE);

    @Test
    void aSessionLastsUntilItsLastSecond() {
        assertThat(seal.accepts(cookie, END.minusSeconds(3600))).isTrue();
        assertThat(seal.accepts(cookie, END)).isTrue();
        assertThat(seal.accepts(cookie, END.plusSeconds(1))).isFalse();
    }

    @Test
    void anotherReplicaWithTheKeyAcceptsIt() {
        assertThat(new SessionSeal(key(1)).accepts(cookie, END)).isTrue();
        assertThat(new SessionSeal(key(1)).formToken(cookie)).isEqualTo(seal.formToken(cookie));
    }

    @Test
    void withAnotherKeyItHasEnded() {
        assertThat(new SessionSeal(key(2)).accepts(cookie, END)).isFalse();
    }

    @Test
    void itsEndCannotBeMoved() {
        String longer = cookie.replaceFirst("^[0-9]+", Long.toString(END.getEpochSecond() + 86_400));

        assertThat(seal.accepts(longer, END)).isFalse();
    }

    @Test
    void aFormTokenIsOfOneSessionAndIsNoSession() {
        var other = new byte[SessionSeal.NONCE_BYTES];
        other[0] = 1;

        assertThat(seal.formToken(cookie)).isNotEqualTo(seal.formToken(seal.issue(END, other)));
        assertThat(cookie).doesNotContain(seal.formToken(cookie));
        String session = cookie.substring(0, cookie.lastIndexOf('.') + 1);
        assertThat(seal.accepts(session + seal.formToken(session), END)).isFalse();
    }

    @Property
    void anyOtherTextIsRefusedAndBreaksNothing(@ForAll String text) {
        assertThat(seal.accepts(text, END)).isFalse();
    }

    @Property
    void aCookieWithOneCharacterChangedIsRefused(@ForAll @IntRange(max = 76) int at, @ForAll char other) {
        int place = Math.min(at, cookie.length() - 1);
        String changed = cookie.substring(0, place) + other + cookie.substring(place + 1);

        assertThat(seal.accepts(changed, END)).isEqualTo(changed.equals(cookie));
    }

    @Property
    void everySessionIsAccepted(@ForAll @Size(SessionSeal.NONCE_BYTES) byte[] nonce) {
        assertThat(seal.accepts(seal.issue(END, nonce), END)).isTrue();
    }

    private static byte[] key(int of) {
        var key = new byte[32];
        Arrays.fill(key, (byte) of);
        return key;
    }
}
