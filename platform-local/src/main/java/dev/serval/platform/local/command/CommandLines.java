package dev.serval.platform.local.command;

import dev.serval.platform.api.yaml.NearestName;
import dev.serval.platform.local.client.CallFailure;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Builds the command line: how it reads its words, and how it tells what went wrong.
final class CommandLines {
    private static final int FAILED = 1;
    private static final int WIDTH = 100;

    private CommandLines() {}

    static CommandLine create() {
        CommandLine line =
                new CommandLine(new ServalCommand())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setParameterExceptionHandler(CommandLines::misused)
                        .setExecutionExceptionHandler(CommandLines::failed)
                        .setUsageHelpWidth(WIDTH)
                        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.AUTO));
        withHelp(line);
        line.getSubcommands().values().forEach(CommandLines::withHelp);
        return line;
    }

    private static void withHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Print this.")
                                .build())
                .usageMessage()
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .synopsisHeading("%nUsage: ")
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .commandListHeading("%n");
    }

    private static int misused(ParameterException wrong, String[] words) {
        CommandLine verb = wrong.getCommandLine();
        PrintWriter err = verb.getErr();
        err.println("serval: " + messageOf(wrong));
        err.printf("'%s --help' tells more%n", verb.getCommandSpec().qualifiedName());
        return verb.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String messageOf(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(wrong.getMessage());
        }
        CommandLine verb = wrong.getCommandLine();
        String word = unmatched.getUnmatched().getFirst();
        List<String> known = new ArrayList<>(verb.getSubcommands().keySet());
        if (word.startsWith("-")) {
            verb.getCommandSpec().optionsMap().keySet().forEach(known::add);
        }
        String what = word.startsWith("-") ? "option" : known.isEmpty() ? "argument" : "verb";
        Optional<String> nearest = NearestName.of(word.split("=", 2)[0], known);
        return "unknown %s '%s'%s"
                .formatted(what, word, nearest.map(", did you mean '%s'?"::formatted).orElse(""));
    }

    private static int failed(Exception failure, CommandLine verb, ParseResult parsed)
            throws Exception {
        switch (failure) {
            case CommandFailure told -> verb.getErr().println("serval: " + told.getMessage());
            case CallFailure told -> verb.getErr().println("serval: " + told.getMessage());
            case UncheckedIOException broken ->
                    verb.getErr().println("serval: the platform has ended: " + broken.getMessage());
            default -> throw failure;
        }
        return FAILED;
    }
}
