package dev.serval.platform.local.program;

import dev.serval.platform.plan.runtime.RuntimeProgram;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// By which command each of Serval's programs is started. The launcher hands the commands over in
/// the environment, `SERVAL_PREDICTOR_COMMAND` and so on, one word a line.
public final class ProgramCommands {
    private final Map<RuntimeProgram, List<String>> commands;

    private ProgramCommands(Map<RuntimeProgram, List<String>> commands) {
        this.commands = new EnumMap<>(commands);
    }

    /// The commands that an environment holds.
    public static ProgramCommands of(Map<String, String> environment) {
        Map<RuntimeProgram, List<String>> commands = new EnumMap<>(RuntimeProgram.class);
        for (RuntimeProgram program : RuntimeProgram.values()) {
            List<String> words =
                    environment
                            .getOrDefault(variable(program), "")
                            .lines()
                            .filter(word -> !word.isEmpty())
                            .toList();
            if (!words.isEmpty()) {
                commands.put(program, words);
            }
        }
        return new ProgramCommands(commands);
    }

    /// The environment variable that holds a program's command.
    public static String variable(RuntimeProgram program) {
        return "SERVAL_" + program.name().toUpperCase(Locale.ROOT) + "_COMMAND";
    }

    static boolean isVariable(String name) {
        for (RuntimeProgram program : RuntimeProgram.values()) {
            if (name.equals(variable(program))) {
                return true;
            }
        }
        return false;
    }

    /// The command of a program.
    ///
    /// @throws IOException if nobody said how it is started
    List<String> require(RuntimeProgram program) throws IOException {
        List<String> words = commands.get(program);
        if (words == null) {
            throw new IOException(
                    "there is no %s to be started: %s is not set"
                            .formatted(program.label(), variable(program)));
        }
        return words;
    }
}
