package dev.serval.server.launch;

import dev.serval.inference.contract.RuntimeArgument;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Reads any command line, helps, and says what is wrong with one that cannot be read.
final class CommandLineReader {
    private static final int HELPED = 0;
    private static final int WRONG_USAGE = 2;

    private final Map<RuntimeArgument, OptionSpec> options = new EnumMap<>(RuntimeArgument.class);
    private final CommandLine commandLine = new CommandLine(spec());

    /// @param values takes the values by argument
    /// @return [CommandLineSettings#START], or the code to end with after what was printed
    int read(String[] args, Map<RuntimeArgument, String> values) {
        try {
            ParseResult parsed = commandLine.parseArgs(args);
            if (CommandLine.printHelpIfRequested(parsed)) {
                return HELPED;
            }
        } catch (ParameterException wrong) {
            commandLine.getErr().println(wrong.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(wrong, commandLine.getErr());
            return WRONG_USAGE;
        }
        options.forEach((argument, option) -> {
            String value = option.getValue();
            if (value != null) {
                values.put(argument, value);
            }
        });
        return CommandLineSettings.START;
    }

    private CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("serval-runtime");
        spec.usageMessage().description("Serves models on one port: REST V1 and V2, gRPC, events.");
        for (RuntimeArgument argument : RuntimeArgument.values()) {
            OptionSpec option = option(argument);
            options.put(argument, option);
            spec.addOption(option);
        }
        spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Prints this and ends.")
                        .build());
        return spec;
    }

    private static OptionSpec option(RuntimeArgument argument) {
        OptionSpec.Builder builder =
                OptionSpec.builder("--" + argument.argument())
                        .paramLabel(argument.placeholder())
                        .type(String.class)
                        .description(argument.description());
        return argument.isFlag()
                ? builder.arity("0..1").fallbackValue("true").build()
                : builder.arity("1").build();
    }
}
