package org.mailkeep.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {

    @Test
    void whatCannotBeSeenStandsThereByItsCodePoint() {
        assertThat(Shown.visible("evil\u202Egnp.exe")).isEqualTo("evil⟨U+202E⟩gnp.exe");
        assertThat(Shown.visible("a\u0000b\nc\u2028d\u200B")).isEqualTo("a⟨U+0000⟩b⟨U+000A⟩c⟨U+2028⟩d⟨U+200B⟩");
        assertThat(Shown.visible("half \uD83D")).isEqualTo("half ⟨U+D83D⟩");
        assertThat(Shown.visible("Ünïcode 📮 <b>")).isEqualTo("Ünïcode 📮 <b>");
    }

    @Test
    void aTextHasAnEnd() {
        assertThat(Shown.visible("x".repeat(301))).isEqualTo("x".repeat(300) + "…");
        assertThat(Shown.visible("📮".repeat(301))).isEqualTo("📮".repeat(300) + "…");
        assertThat(Shown.visible("x".repeat(300))).isEqualTo("x".repeat(300));
    }
}
