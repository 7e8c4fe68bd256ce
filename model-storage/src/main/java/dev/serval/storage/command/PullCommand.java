package dev.serval.storage.command;

import dev.serval.storage.source.StorageException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `serval storage pull URI DIR`.
@Command(
        name = "pull",
        description =
                "Makes a model a directory, which appears when it is complete and verified. What was"
                        + " killed goes on where it ended.",
        mixinStandardHelpOptions = true)
final class PullCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "URI", description = "Where the model is kept.")
    private String uri = "";

    @Parameters(
            index = "1",
            paramLabel = "DIR",
            description = "A new directory, an empty one, or one that an earlier pull made.")
    private Path directory = Path.of("");

    @Mixin private FetchOptions options = new FetchOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws StorageException {
        Pulls.pull(uri, directory, options, spec);
        return 0;
    }
}
