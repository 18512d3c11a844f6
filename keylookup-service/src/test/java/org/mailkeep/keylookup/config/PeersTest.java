package org.mailkeep.keylookup.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is asked for keys by configuration. */
class PeersTest {

    @Test
    void withoutAWordKeysOpenpgpOrgIsAsked() {
        assertThat(peers(Map.of()).keyservers()).containsExactly(URI.create("https://keys.openpgp.org"));
        assertThat(peers(Map.of()).keydir()).isEmpty();
    }

    @Test
    void anEmptyListTurnsKeyserversOff() {
        assertThat(peers(Map.of("mailkeep.vks.urls", "")).keyservers()).isEmpty();
        assertThat(peers(Map.of("mailkeep.vks.urls", " , ")).keyservers()).isEmpty();
    }

    @Test
    void severalAreAskedInOrder() {
        assertThat(peers(Map.of("mailkeep.vks.urls", "https://b.example/, https://a.example:8443"))
                        .keyservers())
                .containsExactly(URI.create("https://b.example"), URI.create("https://a.example:8443"));
    }

    @Test
    void whatIsNoUrlIsRefused() {
        bad("mailkeep.vks.urls", "http://keys.example"); // lookups are personal
        bad("mailkeep.vks.urls", "keys.example");
        bad("mailkeep.keydir.url", "ftp://keys.example");
    }

    private static void bad(String property, String value) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> peers(Map.of(property, value)))
                .withMessageContaining(property)
                .withMessageContaining(value);
    }

    private static Peers peers(Map<String, String> settings) {
        return new Peers(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build());
    }
}
