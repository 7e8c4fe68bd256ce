package dev.serval.platform.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The CRDs of the repository are those of the Java types. `-Dcrd.update` writes them anew.
final class CrdFilesTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("serval.root", ".."), "src/main/kubernetes/crd");
    private static final String INDEX = "kustomization.yaml";

    private final Map<String, String> generated = CrdGeneration.files();

    @Test
    void areWhatTheTypesSay() throws IOException {
        for (Map.Entry<String, String> file : generated.entrySet()) {
            Path path = FOLDER.resolve(file.getKey());
            if (System.getProperty("crd.update") != null) {
                Files.writeString(path, file.getValue());
            }
            assertThat(path).as("run with -Dcrd.update to write it").exists();
            assertThat(Files.readString(path)).as(file.getKey()).isEqualTo(file.getValue());
        }
    }

    @Test
    void areAllListedAndNothingElseIs() throws IOException {
        Set<String> listed = new TreeSet<>();
        for (String line : Files.readAllLines(FOLDER.resolve(INDEX))) {
            if (line.strip().startsWith("- ")) {
                listed.add(line.strip().substring(2));
            }
        }
        Set<String> there = new TreeSet<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            files.map(file -> file.getFileName().toString()).forEach(there::add);
        }
        there.remove(INDEX);
        assertThat(there).isEqualTo(generated.keySet());
        assertThat(listed).isEqualTo(generated.keySet());
    }

    @Test
    void areSmallEnoughForKubectlApplyToRemember() {
        int limit = 256 * 1024;
        assertThat(generated.values()).allMatch(crd -> crd.length() < limit);
    }

    @Test
    void describeEveryFieldThatTheyName() {
        assertThat(generated).hasSize(6);
        assertThat(generated.get("inferenceservices.serving.kserve.io.yaml"))
                .contains("shortNames:", "- isvc", "subresources:", "x-kubernetes-list-map-keys");
    }
}
