package dev.serval.server.preparation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the script `prepare` asks of a rehearsal.
///
/// @param example what the program is tried on
/// @param log the file for what the program prints
/// @param command what starts the program, without its arguments
public record PreparationOrder(Path example, Path log, List<String> command) {
    private static final int LEAST_ARGUMENTS = 3;

    public PreparationOrder {
        command = List.copyOf(command);
    }

    /// @throws IllegalArgumentException unless there are an example, a log and a command
    public static PreparationOrder of(String... arguments) {
        if (arguments.length < LEAST_ARGUMENTS) {
            throw new IllegalArgumentException(
                    "%d arguments, expected EXAMPLE LOG COMMAND...".formatted(arguments.length));
        }
        return new PreparationOrder(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Arrays.asList(arguments).subList(2, arguments.length));
    }

    /// Starts the program, and waits until it is ready.
    ///
    /// @throws IOException if it ends, or is not ready in three minutes
    public RehearsedProgram start(String... arguments) throws IOException, InterruptedException {
        return RehearsedProgram.start(command, log, List.of(arguments));
    }

    /// Starts the program before a stand-in for its predictor, and waits until it is ready.
    ///
    /// @param argument what it needs besides
    /// @throws IOException if it ends, or is not ready in three minutes
    public RehearsedProgram startBefore(StandInPredictor predictor, String argument)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(predictor.arguments());
        arguments.add(argument);
        return RehearsedProgram.start(command, log, arguments);
    }
}
