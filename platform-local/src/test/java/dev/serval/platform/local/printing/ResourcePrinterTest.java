package dev.serval.platform.local.printing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serval.platform.local.kind.ResourceType;
import dev.serval.platform.local.printing.ResourceColumns.Namespaces;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcePrinterTest {
    private static final String CANARY =
            """
            {"kind": "InferenceService",
             "metadata": {"name": "iris", "namespace": "team",
               "creationTimestamp": "2026-01-01T00:00:00Z"},
             "status": {"url": "http://iris.team.localhost:8080",
               "conditions": [{"type": "Ready", "status": "True"}],
               "clusterServingRuntimeName": "serval-onnx",
               "modelStatus": {"copies": {"totalCopies": 2}},
               "components": {"predictor": {"traffic": [
                 {"latestRevision": true, "percent": 10, "revisionName": "iris-predictor-00002"},
                 {"tag": "prev", "percent": 90, "revisionName": "iris-predictor-00001"}]}}}}
            """;
    private static final String NEW =
            "{\"kind\": \"InferenceService\", \"metadata\": {\"name\": \"another-one\"}}";

    private final StringWriter printed = new StringWriter();

    private ResourcePrinter printer(Format format, Namespaces namespaces) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:03:12Z"), ZoneOffset.UTC);
        return new ResourcePrinter(
                new PrintWriter(printed),
                clock,
                ResourceType.INFERENCE_SERVICE,
                format,
                namespaces);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void aTableHasKubectlsColumnsAndTheReplicas() throws Exception {
        printer(Format.TABLE, Namespaces.ONE).printAll(List.of(json(CANARY), json(NEW)));

        assertThat(printed)
                .hasToString(
                        """
                        NAME          URL                               READY   PREV   LATEST   REPLICAS   AGE
                        iris          http://iris.team.localhost:8080   True    90     10       2          3m12s
                        another-one                                                             0          <unknown>
                        """);
    }

    @Test
    void aWideTableNamesTheRevisionsAndTheRuntime() throws Exception {
        printer(Format.WIDE, Namespaces.ALL).printAll(List.of(json(CANARY)));

        assertThat(printed.toString().lines().toList())
                .first()
                .asString()
                .startsWith("NAMESPACE   NAME")
                .contains("PREVROLLEDOUTREVISION", "LATESTREADYREVISION", "RUNTIME");
        assertThat(printed.toString())
                .contains("team ", "iris-predictor-00001", "iris-predictor-00002", "serval-onnx");
    }

    @Test
    void whatComesLaterStandsBelowInTheSameColumns() throws Exception {
        ResourcePrinter printer = printer(Format.TABLE, Namespaces.ONE);
        printer.begin(List.of(json(CANARY)));
        printer.print(json(CANARY.replace("\"totalCopies\": 2", "\"totalCopies\": 0")));

        List<String> lines = printed.toString().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(2)).isEqualTo(lines.get(1).replace(" 2  ", " 0  "));
    }

    @Test
    void jsonAndYamlAreListsOfWholeResources() throws Exception {
        printer(Format.JSON, Namespaces.ONE).printAll(List.of(json(CANARY)));

        assertThat(json(printed.toString()).at("/items/0")).isEqualTo(json(CANARY));
        assertThat(json(printed.toString()).path("kind").asText()).isEqualTo("List");
    }

    @Test
    void yamlKeepsWhatIsEmpty() throws Exception {
        printer(Format.YAML, Namespaces.ONE).print(json("{\"spec\": {\"predictor\": {}}}"));

        assertThat(printed).hasToString("spec:\n  predictor: {}\n");
    }

    @Test
    void aNameCanBeGivenToAnotherCommand() throws Exception {
        printer(Format.NAME, Namespaces.ONE).printAll(List.of(json(CANARY), json(NEW)));

        assertThat(printed).hasToString("inferenceservice/iris\ninferenceservice/another-one\n");
    }
}
