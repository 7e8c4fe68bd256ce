package dev.serval.platform.local.state;

import java.nio.file.Path;
import java.util.Map;

/// Where the state folder is when nobody says: `serval` below the folder that the XDG base
/// directory specification has for state.
public final class StateLocation {
    private static final String XDG_STATE_HOME = "XDG_STATE_HOME";
    private static final String NAME = "serval";

    private StateLocation() {}

    /// The folder that a user's surroundings ask for.
    ///
    /// @param home the user's folder
    public static Path of(Map<String, String> environment, Path home) {
        String written = environment.getOrDefault(XDG_STATE_HOME, "");
        Path base =
                written.isEmpty() || !Path.of(written).isAbsolute()
                        ? home.resolve(".local").resolve("state")
                        : Path.of(written);
        return base.resolve(NAME);
    }
}
