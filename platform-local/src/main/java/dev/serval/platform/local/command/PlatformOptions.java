package dev.serval.platform.local.command;

import dev.serval.platform.local.client.CallFailure.Unreachable;
import dev.serval.platform.local.client.PlatformAddress;
import dev.serval.platform.local.client.PlatformClient;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which running platform a verb speaks to.
final class PlatformOptions {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The platform's address, where it is not the one of the state directory.",
            defaultValue = "${env:SERVAL_SERVER}")
    @Nullable String server;

    @Mixin StateOption state = new StateOption();

    PlatformClient connect() throws Unreachable {
        Path directory = state.directory();
        return new PlatformClient(PlatformAddress.find(Optional.ofNullable(server), directory));
    }
}
