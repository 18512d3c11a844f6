package org.mailkeep.platform.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a text may stand in a log. */
class PrivateTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no such user: alice@example.org | no such user: …@example.org",
                "550 5.1.1 <alice+tag@example.org>: rejected | 550 5.1.1 <…@example.org>: rejected",
                "GET /v1/keys?email=alice%40example.org failed | GET …%40example.org failed",
                "to \"alice smith\"@example.org | to …@example.org",
                "a@x.example,b@y.example | …@x.example,…@y.example",
                "alice@bob@example.org | ……@example.org",
                "o'neil/x=y!#$&*?^_{}~@example.org | …@example.org",
                "GET /hu/kei1q4tipxxu1yj79k9kfukdhfy631xe?l=alice HTTP | GET /hu/kei1q4tipxxu1yj79k9kfukdhfy631xe?l=… HTTP",
                "https://web.example/policy?l=alice&x=1 | https://web.example/policy?l=…&x=1",
                "example.org is rechecked | example.org is rechecked",
                "@ | @",
                "alice@192.0.2.1 | …@192.0.2.1",
                "the event at mailkeep.keydir-0@123 is late | the event at mailkeep.keydir-0@123 is late",
            })
    void localPartsAreTakenOut(String text, String shown) {
        assertThat(PrivateText.of(text)).isEqualTo(shown);
    }

    @Test
    void keysAreTakenOut() {
        assertThat(PrivateText.of("""
                cannot read -----BEGIN PGP PRIVATE KEY BLOCK-----

                lQVYBGQ
                -----END PGP PRIVATE KEY BLOCK-----, sorry"""))
                .isEqualTo("cannot read [key], sorry");
        assertThat(PrivateText.of("-----BEGIN PRIVATE KEY-----\nMIIEv")).isEqualTo("[key]");
    }

    @Property
    void noLocalPartIsLeftWhateverStandsAround(
            @ForAll @StringLength(min = 1, max = 70) @CharRange(from = 'a', to = 'f') String local,
            @ForAll @StringLength(max = 200) String before,
            @ForAll @StringLength(max = 200) String after) {
        String shown = PrivateText.of(before + " <zz" + local + "zz@example.org> " + after);
        assertThat(shown).doesNotContain("zz" + local + "zz");
    }

    @Test
    void exceptionsAreShownWithTheirCausesAndPlaces() {
        var cause = new IllegalStateException("alice@example.org exists already");
        var failure = new IllegalArgumentException("the row", cause);
        failure.addSuppressed(new IllegalStateException("bob@example.org"));

        Throwable shown = PrivateThrowable.of(failure);

        assertThat(shown).hasToString("java.lang.IllegalArgumentException: the row");
        assertThat(shown.getStackTrace()).isEqualTo(failure.getStackTrace());
        assertThat(shown.getCause()).hasToString("java.lang.IllegalStateException: …@example.org exists already");
        assertThat(Arrays.stream(shown.getSuppressed()).map(Throwable::toString).collect(Collectors.joining()))
                .isEqualTo("java.lang.IllegalStateException: …@example.org");
    }

    @Test
    void harmlessExceptionsStayThemselvesEvenInCircles() {
        var one = new IllegalStateException("one");
        var two = new IllegalStateException("two", one);
        one.initCause(two);
        assertThat(PrivateThrowable.of(two)).isSameAs(two);

        var third = new IllegalStateException("alice@example.org", two);
        assertThat(PrivateThrowable.of(third).getCause()).hasToString("java.lang.IllegalStateException: two");
    }
}
