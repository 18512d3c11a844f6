package org.mailkeep.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small shell process that outlives a killed launcher by the moment it needs to stop what the launcher had started.
 *
 * <p>It reads from a pipe whose other end only this JVM holds. However this JVM ends, the pipe ends with it; unless
 * {@link #dismiss()} came before, the watchdog then stops every process it was told of.
 */
final class Watchdog {

    /** In words of a line each: {@code watch PID}, {@code forget PID}, {@code pidfile PATH}, {@code done}. */
    private static final String SCRIPT = """
            trap '' HUP INT QUIT TERM
            watched=''
            pidfile=''
            while read -r word value; do
              case $word in
                watch) watched="$watched $value" ;;
                forget)
                  kept=''
                  for pid in $watched; do [ "$pid" = "$value" ] || kept="$kept $pid"; done
                  watched=$kept ;;
                pidfile) pidfile=$value ;;
                done) exit 0 ;;
              esac
            done
            for pid in $watched; do kill -TERM "$pid"; done
            # PostgreSQL names itself; INT is its fast shutdown.
            if [ -r "$pidfile" ] && read -r pid < "$pidfile"; then
              kill -INT "$pid"
              watched="$watched $pid"
            fi
            tries=0
            while [ $tries -lt 100 ]; do
              alive=''
              for pid in $watched; do kill -0 "$pid" && alive="$alive $pid"; done
              [ -n "$alive" ] || exit 0
              sleep 0.1
              tries=$((tries + 1))
            done
            for pid in $alive; do kill -KILL "$pid"; done
            """;

    private final Process process;
    private final PrintWriter orders;

    private Watchdog(Process process) {
        this.process = process;
        this.orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /**
     * Starts it, in a session of its own where the system has {@code setsid}, so that a terminal's signals pass it by.
     *
     * @throws LauncherException when there is no shell
     */
    static Watchdog start() {
        var command = new ArrayList<String>();
        if (hasSetsid()) {
            command.add("setsid");
        }
        command.addAll(List.of("sh", "-c", SCRIPT, "mailkeep-watchdog"));
        try {
            return new Watchdog(new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new LauncherException(
                    "There is no sh in PATH, which stops the services if this program is killed.", e);
        }
    }

    void watch(long pid) {
        orders.println("watch " + pid);
    }

    /** After this process ended, its number may become somebody else's. */
    void forget(long pid) {
        orders.println("forget " + pid);
    }

    /** Watches the process whose id is the file's first line when it comes to that. */
    void watchPidFile(Path file) {
        orders.println("pidfile " + file);
    }

    /** Everything was stopped in order: nothing is left to watch. */
    void dismiss() {
        orders.println("done");
        orders.close();
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    private static boolean hasSetsid() {
        var path = System.getenv("PATH");
        return path != null
                && List.of(path.split(":", -1)).stream()
                        .filter(folder -> !folder.isEmpty())
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "setsid")));
    }
}
