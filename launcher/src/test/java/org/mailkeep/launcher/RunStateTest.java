package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.launcher.RunState.ProcessMark;

class RunStateTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void whatWasWrittenIsRead() throws Exception {
        var self = ProcessHandle.current();
        var state = new RunState(true, Map.of("launcher", ProcessMark.of(self)), Map.of(Port.POLICY, 18081));

        state.write(folder.resolve("state"));

        assertThat(RunState.read(folder.resolve("state"))).contains(state);
        assertThat(state.process("launcher")).contains(self);
    }

    @Test
    void anotherProcessWithTheSameIdIsNotMistakenForIt() {
        var mine = ProcessMark.of(ProcessHandle.current());
        var earlier = new ProcessMark(mine.pid(), mine.startedAt().minusSeconds(60));

        assertThat(mine.running()).isPresent();
        assertThat(earlier.running()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"process.launcher=12", "process.launcher=x y", "port.POLICY=many", "port.NONE=1", "\\u00"})
    void aBrokenFileIsAsGoodAsNone(String text) throws Exception {
        Files.writeString(folder.resolve("state"), text);

        assertThat(RunState.read(folder.resolve("state"))).isEmpty();
        assertThat(RunState.read(folder.resolve("missing"))).isEmpty();
    }
}
