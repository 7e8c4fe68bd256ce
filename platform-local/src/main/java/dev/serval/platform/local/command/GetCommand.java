package dev.serval.platform.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.platform.local.client.CallFailure;
import dev.serval.platform.local.client.EventStream;
import dev.serval.platform.local.client.PlatformClient;
import dev.serval.platform.local.client.ResourceName;
import dev.serval.platform.local.client.WatchEvent;
import dev.serval.platform.local.printing.Format;
import dev.serval.platform.local.printing.ResourceColumns.Namespaces;
import dev.serval.platform.local.printing.ResourcePrinter;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `serval get`: resources as a table, as names, or whole.
@Command(
        name = "get",
        header = "List services and other resources.",
        description =
                "Without a word it lists the InferenceServices. A word that is no type names a service.")
final class GetCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "[TYPE] [NAME...]",
            hideParamSyntax = true,
            description = "A type, a type and names, TYPE/NAME, or names of services.")
    List<String> words = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "One of table, wide, json, yaml, name.")
    Format format = Format.TABLE;

    @Option(
            names = {"-w", "--watch"},
            description = "Print each change as it comes, until interrupted.")
    boolean isWatch;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "List what is in any namespace.")
    boolean isOfAllNamespaces;

    @Mixin NamespaceOption namespace = new NamespaceOption();
    @Mixin PlatformOptions platform = new PlatformOptions();
    @Spec CommandSpec spec = CommandSpec.create();

    GetCommand() {}

    @Override
    public Integer call() throws CallFailure, IOException {
        Targets targets = Targets.parse(words, namespace.namespace);
        ResourcePrinter printer =
                new ResourcePrinter(
                        spec.commandLine().getOut(),
                        Clock.systemUTC(),
                        targets.type(),
                        format,
                        isOfAllNamespaces ? Namespaces.ALL : Namespaces.ONE);
        try (PlatformClient client = platform.connect()) {
            if (isWatch) {
                watch(client, targets, printer);
                return 0;
            }
            return printFound(client, targets, printer);
        }
    }

    private int printFound(PlatformClient client, Targets targets, ResourcePrinter printer)
            throws CallFailure {
        if (targets.names().size() == 1) {
            printer.print(client.find(targets.names().getFirst()));
            return 0;
        }
        List<JsonNode> found = new ArrayList<>();
        for (ResourceName name : targets.names()) {
            found.add(client.find(name));
        }
        if (targets.names().isEmpty()) {
            found = client.list(targets.type(), targets.type().namespaceOf(listed()));
        }
        if (found.isEmpty() && (format == Format.TABLE || format == Format.WIDE)) {
            String where = isOfAllNamespaces ? "" : " in namespace '%s'".formatted(listed());
            spec.commandLine().getErr().printf("no %s%s%n", targets.type().plural(), where);
            return 0;
        }
        printer.printAll(found);
        return 0;
    }

    private String listed() {
        return isOfAllNamespaces ? "" : namespace.namespace;
    }

    private void watch(PlatformClient client, Targets targets, ResourcePrinter printer)
            throws CallFailure, IOException {
        String name = targets.names().isEmpty() ? "" : targets.names().getFirst().name();
        try (EventStream events = client.watch(targets.type(), listed(), name)) {
            printer.begin(there(events));
            for (Optional<WatchEvent> event = events.next();
                    event.isPresent();
                    event = events.next()) {
                resource(event.get()).ifPresent(printer::print);
                if (spec.commandLine().getOut().checkError()) {
                    return; // nobody reads on, as in `serval get -w | head`
                }
            }
        }
        throw new CommandFailure("the platform at %s has ended".formatted(client.address()));
    }

    /// What is there when a watch begins.
    private static List<JsonNode> there(EventStream events) throws IOException {
        List<JsonNode> there = new ArrayList<>();
        Optional<WatchEvent> event = events.next();
        while (event.isPresent() && !(event.get() instanceof WatchEvent.UpToDate)) {
            resource(event.get()).ifPresent(there::add);
            event = events.next();
        }
        return there;
    }

    private static Optional<JsonNode> resource(WatchEvent event) {
        return switch (event) {
            case WatchEvent.UpToDate _ -> Optional.empty();
            case WatchEvent.Present(JsonNode resource) -> Optional.of(resource);
            case WatchEvent.Gone(JsonNode resource) -> Optional.of(resource);
        };
    }
}
