package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The chart installs what the kustomize bases install. It is asked for where `helm` and `kubectl`
/// are on the PATH.
class HelmChartIT {
    private static final String BASES = "src/main/kubernetes/";
    private static final String IMAGES =
            " | sed 's|serval/\\([a-z]*\\):|registry.example/team/serval/\\1:|'";

    /// They are the very files, of which kustomize writes numbers in another way.
    private static final String RAW = "CustomResourceDefinition ";

    private final YAMLMapper mapper = new YAMLMapper();

    @Test
    void theChartIsTheBasesWithTheRegistryOfTheImages() throws Exception {
        Map<String, JsonNode> base = objects("kubectl kustomize " + BASES + "operator" + IMAGES);
        base.putAll(objects("kubectl kustomize " + BASES + "runtimes" + IMAGES));
        base.remove("Namespace kserve");
        base.values().forEach(HelmChartIT::label);
        base.putAll(objects("kubectl kustomize " + BASES + "crd"));

        Map<String, JsonNode> chart =
                objects(
                        "helm template serval %shelm --include-crds --namespace kserve --set registry=registry.example/team"
                                .formatted(BASES));
        assertThat(chart.keySet()).isEqualTo(base.keySet());
        chart.forEach((name, object) -> {
            if (!name.startsWith(RAW)) {
                assertThat(object).as(name).isEqualTo(base.get(name));
            }
        });
    }

    /// The bases' runtimes have none.
    private static void label(JsonNode object) {
        ((ObjectNode) object.path("metadata"))
                .withObject("/labels")
                .put("app.kubernetes.io/part-of", "serval");
    }

    /// The objects that a command prints, without the namespace that a release has, by kind and
    /// name.
    private Map<String, JsonNode> objects(String command) throws Exception {
        Map<String, JsonNode> objects = new TreeMap<>();
        try (MappingIterator<JsonNode> documents =
                mapper.readerFor(JsonNode.class).readValues(run(command))) {
            while (documents.hasNext()) {
                JsonNode object = documents.next();
                if (object.isObject()) {
                    ((ObjectNode) object.path("metadata")).remove("namespace");
                    objects.put(
                            object.path("kind").asText()
                                    + " "
                                    + object.at("/metadata/name").asText(),
                            object);
                }
            }
        }
        assertThat(objects).as(command).isNotEmpty();
        return objects;
    }

    private static String run(String command) throws Exception {
        String program = command.substring(0, command.indexOf(' '));
        Process shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "command -v " + program + " >/dev/null || exit 127; " + command)
                        .directory(Checkout.file(".").toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = shell.waitFor();
        if (exitCode == 127) {
            String skipped =
                    "The Helm chart is not checked: %s is not installed.".formatted(program);
            System.err.println(skipped);
            abort(skipped);
        }
        assertThat(exitCode).as(command).isZero();
        return printed;
    }
}
