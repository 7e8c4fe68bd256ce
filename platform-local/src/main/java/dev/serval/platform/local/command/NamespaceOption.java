package dev.serval.platform.local.command;

import picocli.CommandLine.Option;

/// Which namespace is meant.
final class NamespaceOption {
    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "The namespace; 'default' unless it is given.",
            defaultValue = "default")
    String namespace = "default";
}
