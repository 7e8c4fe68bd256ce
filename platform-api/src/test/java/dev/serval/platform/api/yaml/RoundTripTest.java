package dev.serval.platform.api.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every field of every kind, and fields that nobody knows, come out as they went in: through our
/// own reader, and through the Kubernetes client's.
final class RoundTripTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final ResourceReader reader = new ResourceReader();
    private final KubernetesSerialization client = new KubernetesSerialization();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inferenceservice",
                "status",
                "servingruntime",
                "clusterservingruntime",
                "inferencegraph",
                "trainedmodel",
                "clusterstoragecontainer"
            })
    void losesNoFieldAndKeepsNoneTwice(String name) throws IOException {
        String text = text(name);
        JsonNode written = YAML.readTree(text);

        ResourceFile file = reader.read(name, text);
        assertThat(file.hasErrors()).as("%s", file.problems()).isFalse();
        HasMetadata resource = file.resources().getFirst().resource();

        assertThat(YAML.readTree(ResourceJson.mapper().writeValueAsString(resource)))
                .isEqualTo(written);
        assertThat(YAML.readTree(new ResourceWriter().write(resource))).isEqualTo(written);
        HasMetadata byClient = client.unmarshal(text, resource.getClass());
        assertThat(YAML.readTree(client.asJson(byClient))).isEqualTo(written);
    }

    private static String text(String name) throws IOException {
        String path = "/complete/" + name + ".yaml";
        try (InputStream in = RoundTripTest.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
