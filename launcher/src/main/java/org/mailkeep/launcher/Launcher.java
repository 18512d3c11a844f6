package org.mailkeep.launcher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line. */
@Command(
        name = "mailkeep",
        description = "DANE, MTA-STS, OpenPGP keys and TLS reports for a mail provider.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            CheckCommand.class,
            HelpCommand.class
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nEnvironment:%n")
final class Launcher {

    private Launcher() {}

    public static void main(String[] args) {
        var environment = System.getenv();
        System.exit(run(args, environment, Terminal.of(environment)));
    }

    static int run(String[] args, Map<String, String> environment, Terminal terminal) {
        try {
            var home = Path.of(System.getProperty("mailkeep.home", "."))
                    .toAbsolutePath()
                    .normalize();
            return commandLine(Settings.from(home, environment), terminal).execute(args);
        } catch (LauncherException e) {
            terminal.error(String.valueOf(e.getMessage()));
            return CommandLine.ExitCode.USAGE;
        }
    }

    static CommandLine commandLine(Settings settings, Terminal terminal) {
        var factory = new Parts(settings, terminal);
        var commandLine = new CommandLine(new Launcher(), factory);
        var help = commandLine.getHelpSectionMap();
        help.put(
                CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER,
                section -> section.createTextTable(variables()).toString());
        commandLine.setExecutionExceptionHandler((exception, failed, parsed) -> {
            if (!(exception instanceof LauncherException)) {
                throw exception;
            }
            terminal.error(String.valueOf(exception.getMessage()));
            return failed.getCommandSpec().exitCodeOnExecutionException();
        });
        return commandLine;
    }

    private static Map<String, String> variables() {
        var variables = new LinkedHashMap<String, String>();
        variables.put(
                "  " + Settings.DATA, "folder with everything that outlives a restart (.mailkeep beside the script)");
        Arrays.stream(Port.values())
                .forEach(port -> variables.put("  " + port.variable(), port.label() + " (" + port.standard() + ")"));
        variables.put("  NO_COLOR", "not empty: no colours");
        return variables;
    }

    /** Gives every command what it works with. */
    private record Parts(Settings settings, Terminal terminal) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Settings.class, Terminal.class})) {
                    return type.cast(constructor.newInstance(settings, terminal));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    /** The version as the jar's manifest has it. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = Launcher.class.getPackage().getImplementationVersion();
            return new String[] {"mailkeep " + (version == null ? "(not packaged)" : version)};
        }
    }
}
