package dev.serval.platform.local.command;

import dev.serval.platform.api.yaml.LocatedResource;
import dev.serval.platform.local.client.CallFailure;
import dev.serval.platform.local.client.PlatformClient;
import dev.serval.platform.local.client.ResourceName;
import dev.serval.platform.local.files.GivenFiles;
import dev.serval.platform.local.files.ResourceFiles;
import dev.serval.platform.local.kind.ResourceType;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `serval delete`: takes resources away.
@Command(
        name = "delete",
        header = "Delete services and other resources.",
        description = "What ran for them answers what it has accepted, and ends.")
final class DeleteCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "[TYPE] NAME...",
            hideParamSyntax = true,
            description = "A type and names, TYPE/NAME, or names of services.")
    List<String> words = List.of();

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            description = "Delete what a file or a folder of files names.")
    List<String> files = List.of();

    @Mixin NamespaceOption namespace = new NamespaceOption();
    @Mixin PlatformOptions platform = new PlatformOptions();
    @Spec CommandSpec spec = CommandSpec.create();

    DeleteCommand() {}

    @Override
    public Integer call() throws CallFailure {
        List<ResourceName> names = names();
        if (names.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no NAME was given, and no file");
        }
        int exit = 0;
        try (PlatformClient client = platform.connect()) {
            for (ResourceName name : names) {
                exit = Math.max(exit, delete(client, name));
            }
        }
        return exit;
    }

    private int delete(PlatformClient client, ResourceName name) throws CallFailure {
        try {
            client.delete(name);
            spec.commandLine().getOut().printf("%s deleted%n", name);
            return 0;
        } catch (CallFailure.Refused refused) {
            spec.commandLine().getErr().printf("serval: %s%n", refused.getMessage());
            return 1;
        }
    }

    private List<ResourceName> names() {
        List<ResourceName> names =
                new ArrayList<>(Targets.parse(words, namespace.namespace).names());
        if (!files.isEmpty()) {
            GivenFiles given = ResourceFiles.read(files, InputStream.nullInputStream());
            given.errors().forEach(spec.commandLine().getErr()::println);
            given.resources().stream().map(this::nameOf).forEach(names::add);
        }
        return names;
    }

    private ResourceName nameOf(LocatedResource located) {
        var resource = located.resource();
        ResourceType type = ResourceType.find(resource.getKind()).orElseThrow();
        return new ResourceName(
                type,
                Objects.requireNonNullElse(
                        resource.getMetadata().getNamespace(), namespace.namespace),
                resource.getMetadata().getName());
    }
}
