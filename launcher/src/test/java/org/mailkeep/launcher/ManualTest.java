package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/** docs/man/mailkeep.1 and the script's own help tell the commands and options that there are. */
class ManualTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    /** What the script does itself, without this program. */
    private static final Set<String> OF_THE_SCRIPT = Set.of("test", "help");

    private static final Pattern COMMAND = Pattern.compile("(?m)^\\.Cm (\\w+)");
    private static final Pattern ENTRY = Pattern.compile("(?m)^\\.It Cm (\\w+)");
    private static final Pattern OPTION = Pattern.compile("\\bFl (-?[\\w-]+)");
    private static final Pattern USAGE = Pattern.compile("(?m)^  ([a-z]+)\\b");

    private final CommandSpec program = Launcher.commandLine(Settings.from(HOME, Map.of()), Terminal.of(Map.of()))
            .getCommandSpec();

    @Test
    void everyCommandIsExplainedAndNoOther() throws IOException {
        var commands = new TreeSet<>(program.subcommands().keySet());
        commands.addAll(OF_THE_SCRIPT);
        assertThat(found(COMMAND, section("SYNOPSIS"))).isEqualTo(commands);
        assertThat(found(ENTRY, section("DESCRIPTION"))).isEqualTo(commands);
        var script = Files.readString(HOME.resolve("mailkeep"));
        assertThat(found(USAGE, script.substring(script.indexOf("Usage:"), script.indexOf("\nEND"))))
                .isEqualTo(commands);
    }

    @Test
    void everyOptionIsExplainedAndNoOther() throws IOException {
        var told = found(OPTION, section("SYNOPSIS")).stream()
                .map(name -> "-" + name)
                .collect(Collectors.toCollection(TreeSet::new));
        var known = new TreeSet<String>();
        for (var command : program.subcommands().values()) {
            for (var option : command.getCommandSpec().options()) {
                known.addAll(Arrays.asList(option.names()));
                if (!option.usageHelp() && !option.versionHelp()) {
                    assertThat(option.names())
                            .as("option of %s", command.getCommandName())
                            .containsAnyElementsOf(told);
                }
            }
        }
        assertThat(known).containsAll(told);
    }

    private static String section(String name) throws IOException {
        var manual = Files.readString(HOME.resolve("docs/man/mailkeep.1"));
        var from = manual.indexOf(".Sh " + name + "\n");
        return manual.substring(from, manual.indexOf("\n.Sh ", from + 1));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
