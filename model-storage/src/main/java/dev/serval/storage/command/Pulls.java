package dev.serval.storage.command;

import dev.serval.storage.credentials.StorageSecret;
import dev.serval.storage.fetch.FetchListener;
import dev.serval.storage.fetch.ModelFetch;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StoreAccess;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/// How the commands come by a fetch.
final class Pulls {
    private Pulls() {}

    /// Pulls one model, with what the environment's storage secret says of it.
    ///
    /// @throws StorageException naming the URI, also if it is an option that cannot be used
    static void pull(String uri, Path directory, FetchOptions options, CommandSpec spec)
            throws StorageException {
        StorageSecret secret = StorageSecret.apply(uri, new StoreAccess(System.getenv()));
        try {
            of(secret.access(), options, spec).pull(secret.uri(), directory);
        } catch (SettingException unusable) {
            throw unusable.whileFetching(secret.uri());
        }
    }

    private static ModelFetch of(StoreAccess access, FetchOptions options, CommandSpec spec)
            throws SettingException {
        FetchListener listener =
                options.isQuiet()
                        ? FetchListener.SILENT
                        : ShownProgress.on(spec.commandLine().getErr());
        return ModelFetch.of(access, options.settings(), listener);
    }
}
