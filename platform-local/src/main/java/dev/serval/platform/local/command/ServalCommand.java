package dev.serval.platform.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line, whose verbs are its subcommands.
@Command(
        name = "serval",
        header = "Serves models on this machine.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            RunCommand.class,
            PlanCommand.class,
            GetCommand.class,
            DescribeCommand.class,
            ApplyCommand.class,
            DeleteCommand.class,
            WaitCommand.class,
            LogsCommand.class,
            PredictCommand.class,
            ExplainCommand.class
        })
final class ServalCommand implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    ServalCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing");
    }
}
