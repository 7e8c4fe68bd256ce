package dev.serval.platform.local.command;

import dev.serval.platform.local.files.GivenFiles;
import dev.serval.platform.local.startup.LocalStart;
import dev.serval.platform.local.startup.PortCheck;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `serval run`: the local platform, until it is interrupted.
@Command(
        name = "run",
        header = "Run the local platform with the services in files.",
        description =
                "It stays in the foreground; Ctrl-C answers what was accepted and stops. What was applied"
                        + " before with the same state directory is run too.")
final class RunCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    @Mixin FileArguments files = new FileArguments();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The one port for every service and protocol; by default 8080.")
    int port = 8080;

    @Mixin StateOption state = new StateOption();
    @Spec CommandSpec spec = CommandSpec.create();

    RunCommand() {}

    @Override
    public Integer call() {
        requirePort();
        PrintWriter err = spec.commandLine().getErr();
        GivenFiles given = new GivenFiles(List.of(), List.of(), List.of());
        if (!files.isEmpty()) {
            given = files.read(spec);
            if (given.resources().isEmpty()) {
                err.println("serval: nothing is left to run");
                return 1;
            }
        }
        Optional<String> obstacle = PortCheck.obstacle(port);
        if (obstacle.isPresent()) {
            err.println("serval: " + obstacle.get());
            return 1;
        }
        return new LocalStart(port, state.directory(), given.resources()).run(err);
    }

    private void requirePort() {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--port is %d, expected 1 to %d".formatted(port, HIGHEST_PORT));
        }
    }
}
