package dev.serval.inference.library;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/// The folder that an engine's jar is in. Native libraries that are too large to be unpacked by
/// each process lie unpacked in it.
public final class EngineFolder {
    private EngineFolder() {}

    /// The folder, absolute.
    ///
    /// @param engine a class in the engine's jar
    /// @param named another folder that is to be taken; `null` for none
    /// @throws IOException if the class does not tell where it comes from
    public static Path of(Class<?> engine, @Nullable String named) throws IOException {
        if (named != null) {
            return Path.of(named).toAbsolutePath();
        }
        CodeSource code = engine.getProtectionDomain().getCodeSource();
        if (code == null) {
            throw new IOException(engine.getName() + " does not tell which jar it is in");
        }
        try {
            return Path.of(code.getLocation().toURI()).toAbsolutePath().resolveSibling("");
        } catch (URISyntaxException unnamed) {
            throw new IOException(unnamed);
        }
    }
}
