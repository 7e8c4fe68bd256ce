package dev.serval.storage.command;

import dev.serval.storage.credentials.StorageSecret;
import dev.serval.storage.fetch.FetchListener;
import dev.serval.storage.fetch.ModelFetch;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StoreAccess;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/// How the commands come by a fetch.
final class Pulls {
    private Pulls() {}

    /// Pulls one model, with what the environment's storage secret says of it.
    static void pull(String uri, Path directory, FetchOptions options, CommandSpec spec)
            throws StorageException {
        StorageSecret secret = StorageSecret.apply(uri, new StoreAccess(System.getenv()));
        of(secret.access(), options, spec).pull(secret.uri(), directory);
    }

    private static ModelFetch of(StoreAccess access, FetchOptions options, CommandSpec spec)
            throws StorageException {
        FetchListener listener =
                options.isQuiet()
                        ? FetchListener.SILENT
                        : ShownProgress.on(spec.commandLine().getErr());
        return ModelFetch.of(access, options.settings(), listener);
    }
}
