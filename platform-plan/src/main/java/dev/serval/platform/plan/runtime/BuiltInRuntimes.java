package dev.serval.platform.plan.runtime;

import dev.serval.platform.api.runtime.ClusterServingRuntime;
import dev.serval.platform.api.yaml.ResourceFile;
import dev.serval.platform.api.yaml.ResourceReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The runtimes that Serval ships: its own, and those of KServe under the names that manifests use.
/// They are the very files that are applied to a cluster.
public final class BuiltInRuntimes {
    private static final String FOLDER = "builtin/";
    private static final String INDEX = "kustomization.yaml";
    private static final String ENTRY = "- ";

    private BuiltInRuntimes() {}

    /// Reads them from where they are packaged.
    public static List<ClusterServingRuntime> read() {
        ResourceReader reader = new ResourceReader();
        List<ClusterServingRuntime> runtimes = new ArrayList<>();
        for (String name : names()) {
            ResourceFile file = reader.read(name, text(name));
            if (!file.problems().isEmpty()) {
                throw new IllegalStateException(
                        "a runtime that is packaged: " + file.problems().getFirst());
            }
            runtimes.addAll(file.resources(ClusterServingRuntime.class));
        }
        return runtimes;
    }

    private static List<String> names() {
        return text(INDEX)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(ENTRY))
                .map(line -> line.substring(ENTRY.length()))
                .toList();
    }

    private static String text(String name) {
        try (InputStream in = BuiltInRuntimes.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("'%s' is not packaged".formatted(name));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
