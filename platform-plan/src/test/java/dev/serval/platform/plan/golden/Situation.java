package dev.serval.platform.plan.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.api.yaml.ResourceFile;
import dev.serval.platform.api.yaml.ResourceReader;
import dev.serval.platform.api.yaml.ResourceWriter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// One directory of `in-*.yaml` and `out-*.yaml`. Every file of it is used; with `-Dgolden.update`
/// what comes out is written instead of compared.
final class Situation {
    private static final boolean UPDATES = System.getProperty("golden.update") != null;

    private final Path directory;
    private final ResourceReader reader = new ResourceReader();
    private final ResourceWriter writer = new ResourceWriter();
    private final Set<String> used = new TreeSet<>();

    Situation(Path directory) {
        this.directory = directory;
    }

    /// What the situation is called.
    String name() {
        return directory.getFileName().toString();
    }

    /// The names of what goes in, in alphabetical order.
    List<String> inputs() throws IOException {
        return files().filter(name -> name.startsWith("in-")).sorted().toList();
    }

    String text(String name) throws IOException {
        used.add(name);
        return Files.readString(directory.resolve(name));
    }

    ResourceFile file(String name) throws IOException {
        return reader.read(name, text(name));
    }

    /// The resources of one kind, of all that goes in; a document that cannot be read fails.
    <R extends HasMetadata> List<R> resources(Class<R> kind) throws IOException {
        List<R> resources = new ArrayList<>();
        for (String name : inputs()) {
            ResourceFile file = file(name);
            assertThat(file.hasErrors()).as("%s: %s", name, file.problems()).isFalse();
            resources.addAll(file.resources(kind));
        }
        return resources;
    }

    /// Compares what came out with the file of that name, or writes it.
    void out(String name, Object value) throws IOException {
        used.add(name);
        String actual = writer.write(value);
        if (UPDATES) {
            Files.writeString(directory.resolve(name), actual);
        }
        assertThat(directory.resolve(name)).as("run with -Dgolden.update to write it").exists();
        assertThat(actual).isEqualTo(Files.readString(directory.resolve(name)));
    }

    void requireAllUsed() throws IOException {
        assertThat(files().sorted().toList()).as("files of %s", directory).isSubsetOf(used);
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
