package org.mailkeep.ui;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WayBackTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?domain=example.com", "/accounts/7?done=%C3%A4"})
    void pagesOfThisServiceAreGoneBackTo(String page) {
        assertThat(WayBack.of(page)).hasToString(page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "///evil.example/",
                "/\\evil.example/",
                "\\\\evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "page",
                "?domain=example.com",
                "/a\r\nSet-Cookie: x=y",
                ""
            })
    void nobodyIsSentElsewhere(String elsewhere) {
        assertThat(WayBack.of(elsewhere)).hasToString("/");
    }

    @Property
    void whateverIsAskedItIsAPathHere(@ForAll String asked) {
        assertThat(WayBack.of(asked).getRawAuthority()).isNull();
        assertThat(WayBack.of(asked).toString()).startsWith("/").doesNotStartWith("//");
    }
}
