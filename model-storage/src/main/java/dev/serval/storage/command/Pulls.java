package dev.serval.storage.command;

import dev.serval.storage.fetch.FetchListener;
import dev.serval.storage.fetch.ModelFetch;
import dev.serval.storage.source.StorageException;
import picocli.CommandLine.Model.CommandSpec;

/// How the commands come by a fetch.
final class Pulls {
    private Pulls() {}

    static ModelFetch of(FetchOptions options, CommandSpec spec) throws StorageException {
        FetchListener listener =
                options.isQuiet()
                        ? FetchListener.SILENT
                        : ShownProgress.on(spec.commandLine().getErr());
        return ModelFetch.of(FetchOptions.access(), options.settings(), listener);
    }
}
