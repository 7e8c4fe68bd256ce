package dev.serval.platform.plan.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serval.platform.api.runtime.ServingRuntime;
import dev.serval.platform.api.yaml.ResourceJson;
import dev.serval.platform.plan.runtime.BuiltInRuntimes;
import dev.serval.platform.plan.runtime.Runtime;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuntimeValidationTest {
    private final RuntimeValidation validation = new RuntimeValidation();

    @Test
    void everyRuntimeThatIsShippedMayStandBesideTheOthers() {
        List<Runtime> shipped = BuiltInRuntimes.read().stream().map(Runtime::of).toList();

        assertThat(shipped)
                .isNotEmpty()
                .allSatisfy(runtime -> assertThat(validation.check(runtime, shipped)).isEmpty());
    }

    @Test
    void refusesARankThatAnotherRuntimeHas() throws Exception {
        Runtime first = runtime("first", "v2", format("onnx", "1", 2));

        assertThat(
                        validation.check(
                                runtime("second", "v2", format("onnx", "1", 2)), List.of(first)))
                .singleElement()
                .asString()
                .contains("spec.supportedModelFormats", "'onnx:1'", "priority 2", "'first'");
    }

    @Test
    void aRankIsNoTroubleWhereTheRuntimesAreNotChosenAmong() throws Exception {
        Runtime first = runtime("first", "v2", format("onnx", "1", 2));

        assertThat(
                        validation.check(
                                runtime("second", "v1", format("onnx", "1", 2)), List.of(first)))
                .isEmpty();
        assertThat(
                        validation.check(
                                runtime("second", "v2", format("onnx", "1", 3)), List.of(first)))
                .isEmpty();
        assertThat(
                        validation.check(
                                runtime("second", "v2", format("onnx", "2", 2)), List.of(first)))
                .isEmpty();
        assertThat(validation.check(first, List.of(first))).as("itself").isEmpty();
    }

    @Test
    void refusesTwoPrioritiesForOneFormat() throws Exception {
        Runtime runtime =
                runtime("one", "v2", format("onnx", "1", 2) + ", " + format("onnx", "2", 3));

        assertThat(validation.check(runtime, List.of()))
                .singleElement()
                .asString()
                .contains("'onnx'", "2 and 3");
    }

    @Test
    void refusesARuntimeWithoutAContainer() throws Exception {
        Runtime runtime = read("{\"supportedModelFormats\": [{\"name\": \"onnx\"}]}", "empty");

        assertThat(validation.check(runtime, List.of()))
                .singleElement()
                .asString()
                .contains("spec.containers");
    }

    @Test
    void aWorkerCannotBeTakenAway() throws Exception {
        Runtime before =
                read(
                        "{\"containers\": [{\"name\": \"kserve-container\"}], \"workerSpec\":"
                                + " {\"pipelineParallelSize\": 2}}",
                        "many");
        Runtime after = runtime("many", "v2", format("onnx", "1", 1));

        assertThat(validation.checkChange(before, after))
                .singleElement()
                .asString()
                .contains("spec.workerSpec");
        assertThat(validation.checkChange(before, before)).isEmpty();
    }

    private static String format(String name, String version, int priority) {
        return "{\"name\": \"%s\", \"version\": \"%s\", \"autoSelect\": true, \"priority\": %d}"
                .formatted(name, version, priority);
    }

    private static Runtime runtime(String name, String protocol, String formats)
            throws JsonProcessingException {
        return read(
                """
                {"supportedModelFormats": [%s], "protocolVersions": ["%s"],
                 "containers": [{"name": "kserve-container"}]}
                """
                        .formatted(formats, protocol),
                name);
    }

    private static Runtime read(String spec, String name) throws JsonProcessingException {
        return Runtime.of(
                ResourceJson.mapper()
                        .readValue(
                                "{\"metadata\": {\"name\": \"%s\"}, \"spec\": %s}"
                                        .formatted(name, spec),
                                ServingRuntime.class));
    }
}
