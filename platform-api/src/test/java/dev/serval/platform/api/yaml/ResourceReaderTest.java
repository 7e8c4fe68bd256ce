package dev.serval.platform.api.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.api.inference.InferenceService;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResourceReaderTest {
    private static final String HEAD =
            """
            apiVersion: serving.kserve.io/v1beta1
            kind: InferenceService
            metadata:
              name: iris
            """;
    private static final String GOOD = HEAD + "spec:\n  predictor: {minReplicas: 2}\n";

    private final ResourceReader reader = new ResourceReader();

    @Test
    void readsADocumentAndSaysWhereItStarts() {
        ResourceFile file = reader.read("a.yaml", "# a comment\n---\n" + GOOD);

        assertThat(file.problems()).isEmpty();
        assertThat(file.resources())
                .singleElement()
                .satisfies(found -> assertThat(found.where()).hasToString("a.yaml:3:1"));
        assertThat(file.resources(InferenceService.class).getFirst().specification().predictor())
                .satisfies(
                        predictor -> assertThat(predictor.settings().minReplicas()).isEqualTo(2));
    }

    @Test
    void readsNothingFromAnEmptyText() {
        assertThat(reader.read("a.yaml", "")).isEqualTo(new ResourceFile(List.of(), List.of()));
        assertThat(reader.read("a.yaml", "---\n---\n# nothing\n").problems()).isEmpty();
    }

    @Test
    void keepsTheDocumentsBeforeOneThatIsNoYaml() {
        ResourceFile file = reader.read("a.yaml", GOOD + "---\nkind: [a, b\nname: c\n");

        assertThat(file.resources()).hasSize(1);
        assertThat(file.hasErrors()).isTrue();
        assertThat(messages(file))
                .containsExactly(
                        "a.yaml:9:5: not YAML: while parsing a flow sequence, expected ',' or ']', but got :");
    }

    @Test
    void leavesOutOnlyTheDocumentThatIsMistyped() {
        String bad = HEAD.replace("iris", "bad") + "spec:\n  predictor: {minReplicas: many}\n";

        ResourceFile file = reader.read("a.yaml", bad + "---\n" + GOOD);

        assertThat(file.resources(InferenceService.class))
                .extracting(service -> service.getMetadata().getName())
                .containsExactly("iris");
        assertThat(messages(file))
                .containsExactly(
                        "a.yaml:6:15: 'spec.predictor.minReplicas': expected a whole number, found the text 'many'");
    }

    @Test
    void warnsOfAMistypedFieldAndStillReadsTheRest() {
        ResourceFile file =
                reader.read("a.yaml", HEAD + "spec:\n  predictor: {minReplica: 1, timeout: 3}\n");

        assertThat(file.hasErrors()).isFalse();
        assertThat(file.resources()).hasSize(1);
        assertThat(messages(file))
                .containsExactly(
                        "a.yaml:6:15: unknown field 'spec.predictor.minReplica', did you mean 'minReplicas'?");
    }

    @Test
    void findsMistypedFieldsWithinListsAndMaps() {
        String graph =
                """
                apiVersion: serving.kserve.io/v1alpha1
                kind: InferenceGraph
                metadata: {name: g}
                spec:
                  nodes:
                    root:
                      routerType: Sequence
                      steps:
                        - serviceNam: a
                """;

        assertThat(messages(reader.read("g.yaml", graph)))
                .containsExactly(
                        "g.yaml:9:11: unknown field 'spec.nodes.root.steps[0].serviceNam', did you mean 'serviceName'?");
    }

    @Test
    void toleratesFieldsThatOnlyAnAnnotationMayName() {
        String text = HEAD + "  annotations: {anything.example/at-all: x}\n  labels: {a.b/c: d}\n";

        assertThat(reader.read("a.yaml", text).problems()).isEmpty();
    }

    @Test
    void refusesANestingThatNoResourceHas() {
        ResourceFile file = reader.read("a.yaml", "[".repeat(200_000));

        assertThat(messages(file))
                .containsExactly("a.yaml:1:101: not YAML: nested deeper than 100 levels");
    }

    @Test
    void refusesAnchorsThatBlowUp() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            text.append("a%d: &a%d [".formatted(i, i));
            text.append("*a%d, ".formatted(i - 1).repeat(10)).append("]\n");
        }

        assertThat(messages(reader.read("a.yaml", text.toString())))
                .singleElement()
                .asString()
                .endsWith("not YAML: more than 200000 values");
    }

    @Test
    void refusesControlCharacters() {
        assertThat(messages(reader.read("a.yaml", "a: \u0000\n")))
                .singleElement()
                .asString()
                .startsWith("a.yaml:1:1: not YAML: ");
    }

    @Test
    void refusesAFieldNameThatIsNoText() {
        assertThat(messages(reader.read("a.yaml", "{[a]: b}\n")))
                .containsExactly("a.yaml:1:2: not YAML: a field name that is no text");
    }

    @Test
    void readsNumbersOfEveryFormThatYamlHas() {
        String text =
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: numbers, generation: 0x10, resourceVersion: "7"}
                """;
        ResourceFile file = reader.read("n.yaml", text);

        assertThat(file.problems()).isEmpty();
        assertThat(file.resources().getFirst().resource().getMetadata().getGeneration())
                .isEqualTo(16);
    }

    @Test
    void refusesNumbersThatDoNotFitAndNumbersThatAreNone() {
        String text =
                "%sspec: {predictor: {minReplicas: 99999999999999999999}}\n---\n"
                        + "%sspec: {predictor: {timeout: .inf}}\n---\n"
                        + "%sspec: {predictor: {timeout: 1.5}}\n";

        assertThat(messages(reader.read("n.yaml", text.formatted(HEAD, HEAD, HEAD)))).hasSize(3);
    }

    @Test
    void tellsTwoDocumentsOfOneNameApartOverSeveralFiles() {
        ResourceFile both =
                ResourceFile.joined(
                        List.of(reader.read("a.yaml", GOOD), reader.read("b.yaml", GOOD)));

        assertThat(both.resources()).hasSize(1);
        assertThat(messages(both))
                .containsExactly(
                        "b.yaml:1:1: InferenceService 'iris' is here already, at a.yaml:1:1");
    }

    private static List<String> messages(ResourceFile file) {
        return file.problems().stream().map(Problem::toString).toList();
    }
}
