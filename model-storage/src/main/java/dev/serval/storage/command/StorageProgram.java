package dev.serval.storage.command;

import dev.serval.storage.source.StorageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `serval storage`: models from stores, outside any server.
@Command(
        name = "serval storage",
        description = "Fetches models from stores.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        subcommands = {PullCommand.class, InitializeCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class StorageProgram {
    private static final int FAILED = 1;

    StorageProgram() {}

    /// Runs the program and ends the process: 0 for success, 1 for a failure that was explained, 2
    /// for wrong usage.
    public static void main(String... arguments) {
        // AWS' SDK logs by SLF4J; that nobody takes its lines is no news for who pulls a model.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new StorageProgram())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command));
    }

    private static int explain(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof StorageException refusal) {
            command.getErr().println("serval storage: " + refusal.getMessage());
            command.getErr().flush();
            return FAILED;
        }
        throw failure;
    }
}
