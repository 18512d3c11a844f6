package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {

    private final List<ProcessHandle> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void whatItWatchesEndsWithAKilledParent(@TempDir Path folder) throws Exception {
        // Given a parent whose watchdog watches one child, forgot another, and knows the file of a third
        var parent = parent(folder);
        var processes = processes(parent.inputReader());

        // When the parent is killed
        parent.destroyForcibly().waitFor();

        // Then the watchdog ends what it watches, and then itself
        assertEnds(processes.get("watched"));
        assertEnds(processes.get("in-file"));
        assertEnds(processes.get("watchdog"));
        assertThat(processes.get("forgotten").isAlive()).isTrue();
    }

    @Test
    void aDismissedWatchdogLeavesEverythingAlone(@TempDir Path folder) throws Exception {
        var parent = parent(folder);
        var processes = processes(parent.inputReader());

        parent.outputWriter().append('d').flush();
        assertEnds(processes.get("watchdog"));
        parent.destroyForcibly().waitFor();

        assertThat(processes.get("watched").isAlive()).isTrue();
        assertThat(processes.get("in-file").isAlive()).isTrue();
    }

    /** The parent: starts three children and a watchdog, tells who they are, dismisses the watchdog when told so, and waits to be killed. */
    static final class Parent {

        public static void main(String[] args) throws Exception {
            var watchdog = Watchdog.start();
            var watched = sleeper();
            var forgotten = sleeper();
            var inFile = sleeper();
            var file = Path.of(args[0], "a name with spaces.pid");
            Files.writeString(file, inFile.pid() + "\nmore\n");
            watchdog.watch(watched.pid());
            watchdog.watch(forgotten.pid());
            watchdog.forget(forgotten.pid());
            watchdog.watchPidFile(file);
            System.out.println("watched " + watched.pid());
            System.out.println("forgotten " + forgotten.pid());
            System.out.println("in-file " + inFile.pid());
            System.out.println("watchdog " + watchdog.process().pid());
            System.out.println("end 0");
            if (System.in.read() == 'd') {
                watchdog.dismiss();
            }
            new CountDownLatch(1).await();
        }

        private static Process sleeper() throws Exception {
            return new ProcessBuilder("sleep", "300").start();
        }
    }

    private static Process parent(Path folder) throws Exception {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private record Named(List<String> names, List<ProcessHandle> handles) {

        ProcessHandle get(String name) {
            return handles.get(names.indexOf(name));
        }
    }

    private Named processes(BufferedReader out) throws Exception {
        var names = new ArrayList<String>();
        for (var words = out.readLine().split(" ", 2);
                !words[0].equals("end");
                words = out.readLine().split(" ", 2)) {
            names.add(words[0]);
            started.add(ProcessHandle.of(Long.parseLong(words[1])).orElseThrow());
        }
        return new Named(names, List.copyOf(started));
    }

    private static void assertEnds(ProcessHandle process) throws Exception {
        process.onExit().get(15, TimeUnit.SECONDS);
    }
}
