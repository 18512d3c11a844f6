package org.mailkeep.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void theLineEndIsNotPartOfTheSecret() throws IOException {
        assertThat(SecretFile.read("a.setting", file("correct horse\r\n"))).isEqualTo("correct horse");
        assertThat(SecretFile.read("a.setting", file("x".repeat(4096)))).hasSize(4096);
    }

    @Test
    void whatIsNoSecretIsSaidByTheNameOfTheSettingAlone() throws IOException {
        assertThatThrownBy(() -> SecretFile.read("a.setting", folder.resolve("missing")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a.setting: cannot read ");
        assertThatThrownBy(() -> SecretFile.read("a.setting", file(" \n")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a.setting: there is no secret");
        assertThatThrownBy(() -> SecretFile.read("a.setting", file("hush".repeat(2000))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("hush");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("secret"), content);
    }
}
