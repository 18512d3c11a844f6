package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path parent = Path.of("");

    @Test
    void theTokenHas256BitsIsTheOwnersAloneAndStays() throws Exception {
        var folder = new DataFolder(parent.resolve("data"));
        folder.prepare();

        var token = folder.token();

        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(new DataFolder(parent.resolve("data")).token()).isEqualTo(token);
        assertThat(permissions(folder.tokenFile())).isEqualTo("rw-------");
        assertThat(permissions(folder.path())).isEqualTo("rwx------");
    }

    @Test
    void aFolderThatCannotBeMadeIsOneClearLine() throws Exception {
        var file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(new DataFolder(file.resolve("data"))::prepare)
                .isInstanceOf(LauncherException.class)
                .hasMessageMatching("The data folder .*/file/data cannot be written \\(.+\\)\\. Choose another one with"
                        + " MAILKEEP_DATA\\.");
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
