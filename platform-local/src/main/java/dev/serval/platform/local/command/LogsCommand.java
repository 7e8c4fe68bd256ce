package dev.serval.platform.local.command;

import dev.serval.platform.local.client.CallFailure;
import dev.serval.platform.local.client.LogRequest;
import dev.serval.platform.local.client.PlatformClient;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `serval logs`: what a service's replicas print.
@Command(
        name = "logs",
        header = "Print the logs of a service's replicas.",
        description = "Where there are several replicas, each line names its own.")
final class LogsCommand implements Callable<Integer> {
    @Parameters(arity = "1", paramLabel = "NAME", description = "The service.")
    String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is printed, until interrupted.")
    boolean isFollowed;

    @Option(
            names = "--tail",
            paramLabel = "N",
            description = "Only the last N lines of each replica.")
    @Nullable Integer tail;

    @Option(names = "--replica", paramLabel = "NAME", description = "Only of this replica.")
    @Nullable String replica;

    @Mixin NamespaceOption namespace = new NamespaceOption();
    @Mixin PlatformOptions platform = new PlatformOptions();
    @Spec CommandSpec spec = CommandSpec.create();

    LogsCommand() {}

    @Override
    public Integer call() throws CallFailure {
        LogRequest request =
                new LogRequest(
                        namespace.namespace,
                        ServiceArgument.name(name),
                        Optional.ofNullable(tail),
                        Optional.ofNullable(replica),
                        isFollowed);
        PrintWriter out = spec.commandLine().getOut();
        try (PlatformClient client = platform.connect();
                Stream<String> lines = client.logs(request)) {
            lines.forEach(line -> {
                out.println(line);
                out.flush();
            });
        }
        return 0;
    }
}
