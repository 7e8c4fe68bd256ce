package dev.serval.platform.local.command;

import dev.serval.platform.local.state.StateLocation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which state directory is meant.
final class StateOption {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "The platform's state directory; by default ~/.local/state/serval (XDG_STATE_HOME).",
            defaultValue = "${env:SERVAL_STATE}")
    @Nullable Path state;

    Path directory() {
        if (state != null) {
            return state.toAbsolutePath().normalize();
        }
        return StateLocation.of(System.getenv(), Path.of(System.getProperty("user.home")));
    }
}
