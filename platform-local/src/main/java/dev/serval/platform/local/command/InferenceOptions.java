package dev.serval.platform.local.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The arguments of a verb that makes one call of a service.
final class InferenceOptions {
    @Parameters(arity = "1", paramLabel = "NAME", description = "The service.")
    String name = "";

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            required = true,
            description = "The request, as V1 or V2 JSON; - for the standard input.")
    String file = "";

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "The model, where it is not called like the service.")
    @Nullable String model;

    @Mixin NamespaceOption namespace = new NamespaceOption();
    @Mixin PlatformOptions platform = new PlatformOptions();

    String service() {
        return ServiceArgument.name(name);
    }

    String modelName() {
        return model == null ? service() : model;
    }
}
