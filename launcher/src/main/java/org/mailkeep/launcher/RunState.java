package org.mailkeep.launcher;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Who runs, as the state file tells other calls of the launcher.
 *
 * @param processes by name: {@value #LAUNCHER} and each service that was started
 */
record RunState(boolean live, Map<String, ProcessMark> processes, Map<Port, Integer> ports) {

    static final String LAUNCHER = "launcher";

    /** A process id alone may be somebody else's by now; together with the time of its start it is not. */
    record ProcessMark(long pid, Instant startedAt) {

        static ProcessMark of(ProcessHandle process) {
            return new ProcessMark(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
        }

        /** The process, where it still runs. */
        Optional<ProcessHandle> running() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> of(process).equals(this));
        }
    }

    Optional<ProcessHandle> process(String name) {
        return Optional.ofNullable(processes.get(name)).flatMap(ProcessMark::running);
    }

    void write(Path file) throws IOException {
        var properties = new Properties();
        properties.setProperty("live", Boolean.toString(live));
        processes.forEach(
                (name, mark) -> properties.setProperty("process." + name, mark.pid() + " " + mark.startedAt()));
        ports.forEach((port, number) -> properties.setProperty("port." + port, number.toString()));
        var text = new StringWriter();
        properties.store(text, null);
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text.toString());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty where nothing ran, or what is there cannot be understood. */
    static Optional<RunState> read(Path file) {
        try {
            var properties = new Properties();
            properties.load(new StringReader(Files.readString(file)));
            var processes = new TreeMap<String, ProcessMark>();
            var ports = new TreeMap<Port, Integer>();
            for (var key : properties.stringPropertyNames()) {
                var value = properties.getProperty(key);
                if (key.startsWith("process.")) {
                    var parts = value.split(" ", 2);
                    processes.put(
                            key.substring("process.".length()),
                            new ProcessMark(Long.parseLong(parts[0]), Instant.parse(parts[1])));
                } else if (key.startsWith("port.")) {
                    ports.put(Port.valueOf(key.substring("port.".length())), Integer.valueOf(value));
                }
            }
            return Optional.of(new RunState("true".equals(properties.getProperty("live")), processes, ports));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Written by another version, or cut short by a full disk: as good as none.
            return Optional.empty();
        }
    }
}
