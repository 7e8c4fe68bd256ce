package dev.serval.platform.local.command;

import dev.serval.platform.local.client.CallFailure;
import dev.serval.platform.local.client.PlatformClient;
import dev.serval.platform.local.client.ResourceName;
import dev.serval.platform.local.kind.ResourceType;
import dev.serval.platform.local.printing.Format;
import dev.serval.platform.local.printing.ResourceColumns.Namespaces;
import dev.serval.platform.local.printing.ResourcePrinter;
import dev.serval.platform.local.printing.ServiceDescription;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `serval describe`: all that is known of a service; other resources as YAML.
@Command(
        name = "describe",
        header = "Tell all that is known of a service.",
        description =
                "Its conditions, traffic, replicas and how it was scaled lately. Other resources are"
                        + " printed as YAML.")
final class DescribeCommand implements Callable<Integer> {
    private final Clock clock = Clock.systemUTC();

    @Parameters(
            arity = "1..*",
            paramLabel = "[TYPE] NAME...",
            hideParamSyntax = true,
            description = "A type and names, TYPE/NAME, or names of services.")
    List<String> words = List.of();

    @Mixin NamespaceOption namespace = new NamespaceOption();
    @Mixin PlatformOptions platform = new PlatformOptions();
    @Spec CommandSpec spec = CommandSpec.create();

    DescribeCommand() {}

    @Override
    public Integer call() throws CallFailure {
        PrintWriter out = spec.commandLine().getOut();
        String separator = "";
        try (PlatformClient client = platform.connect()) {
            for (ResourceName name : Targets.parse(words, namespace.namespace).requireNames()) {
                out.print(separator);
                describe(client, name, out);
                separator = System.lineSeparator();
            }
        }
        return 0;
    }

    private void describe(PlatformClient client, ResourceName name, PrintWriter out)
            throws CallFailure {
        if (name.type() != ResourceType.INFERENCE_SERVICE) {
            new ResourcePrinter(out, clock, name.type(), Format.YAML, Namespaces.ONE)
                    .print(client.find(name));
            return;
        }
        ServiceDescription.of(
                        client.find(name),
                        client.replicas(name.namespace(), name.name()),
                        client.scaleHistory(name.namespace(), name.name()),
                        clock.instant())
                .forEach(out::println);
        out.flush();
    }
}
