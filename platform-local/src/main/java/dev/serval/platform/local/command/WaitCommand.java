package dev.serval.platform.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.platform.local.client.CallFailure;
import dev.serval.platform.local.client.PlatformClient;
import dev.serval.platform.local.client.ResourceName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `serval wait`: returns when services are ready, or gone.
@Command(name = "wait", header = "Wait until services are ready, or gone.")
final class WaitCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 100;
    private static final int NOT_FOUND = 404;

    @Parameters(
            arity = "1..*",
            paramLabel = "[TYPE] NAME...",
            hideParamSyntax = true,
            description = "A type and names, TYPE/NAME, or names of services.")
    List<String> words = List.of();

    @Option(
            names = "--for",
            paramLabel = "WHAT",
            defaultValue = "condition=Ready",
            converter = Awaited.Converter.class,
            description =
                    "condition=NAME, condition=NAME=STATUS or delete; by default condition=Ready.")
    Awaited awaited = Awaited.READY;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How long to wait; by default ${DEFAULT-VALUE}.")
    Duration timeout = Duration.ofSeconds(60);

    @Mixin NamespaceOption namespace = new NamespaceOption();
    @Mixin PlatformOptions platform = new PlatformOptions();
    @Spec CommandSpec spec = CommandSpec.create();

    WaitCommand() {}

    @Override
    public Integer call() throws CallFailure, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        try (PlatformClient client = platform.connect()) {
            for (ResourceName name : Targets.parse(words, namespace.namespace).requireNames()) {
                await(client, name, deadline);
            }
        }
        return 0;
    }

    private void await(PlatformClient client, ResourceName name, long deadline)
            throws CallFailure, InterruptedException {
        while (!isMet(client, name)) {
            if (System.nanoTime() > deadline) {
                throw new CommandFailure(tooLate(client, name));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        spec.commandLine().getOut().printf("%s %s%n", name, awaited.met());
        spec.commandLine().getOut().flush();
    }

    private boolean isMet(PlatformClient client, ResourceName name) throws CallFailure {
        try {
            return awaited.isMet(client.find(name));
        } catch (CallFailure.Refused refused) {
            if (refused.status() == NOT_FOUND && awaited instanceof Awaited.Gone) {
                return true;
            }
            throw refused;
        }
    }

    private String tooLate(PlatformClient client, ResourceName name) throws CallFailure {
        JsonNode resource = client.find(name);
        return "%s: not %s after %d s%s"
                .formatted(name, awaited, timeout.toSeconds(), awaited.obstacle(resource));
    }
}
