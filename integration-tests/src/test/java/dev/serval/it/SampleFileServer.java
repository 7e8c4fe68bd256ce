package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What hands out the files of a ConfigMap over HTTP: the sample that is there for the models of
/// the documentation, with other files.
final class SampleFileServer {
    private static final Pattern MOUNTS =
            Pattern.compile("(?: +- name: models\\n +mountPath: .*\\n +subPath: .*\\n)+");

    private static final String MOUNT =
            """
                        - name: models
                          mountPath: /models/FILE
                          subPath: FILE
            """;

    private SampleFileServer() {}

    /// The Deployment and its Service, both of the ConfigMap's name.
    ///
    /// @param registry what the names of the installed images begin with
    static String yaml(String name, Collection<String> files, String registry) throws IOException {
        String sample = Files.readString(Checkout.file("src/main/kubernetes/samples/models.yaml"));
        assertThat(sample).containsPattern(MOUNTS);
        String mounts =
                files.stream()
                        .map(file -> MOUNT.replace("FILE", file))
                        .collect(Collectors.joining());
        return MOUNTS.matcher(sample)
                .replaceFirst(mounts)
                .replace("image: serval/", "image: " + registry + "serval/")
                .replace("models", name);
    }
}
