package dev.serval.storage.command;

import dev.serval.storage.source.StorageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `serval storage initialize URI DIR [URI DIR]…`: what KServe's storage initializer is told.
@Command(
        name = "initialize",
        description = "Pulls several models, each to its own directory: an init container's work.",
        mixinStandardHelpOptions = true)
final class InitializeCommand implements Callable<Integer> {
    @Parameters(
            arity = "2..*",
            paramLabel = "URI DIR",
            description = "Pairs of where a model is kept and the directory that is made.")
    private List<String> pairs = new ArrayList<>();

    @Mixin private FetchOptions options = new FetchOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws StorageException {
        if (pairs.size() % 2 != 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'%s' has no directory, expected pairs of URI and DIR"
                            .formatted(pairs.getLast()));
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            Pulls.pull(pairs.get(i), Path.of(pairs.get(i + 1)), options, spec);
        }
        return 0;
    }
}
