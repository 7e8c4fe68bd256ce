package dev.serval.platform.plan.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serval.platform.api.graph.InferenceGraph;
import dev.serval.platform.api.yaml.ResourceJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphValidationTest {
    private final GraphValidation validation = new GraphValidation();

    @Test
    void agreesToAGraphOfTwoNodes() throws Exception {
        assertThat(
                        check(
                                """
                                {"root": {"routerType": "Sequence",
                                          "steps": [{"name": "a", "serviceName": "iris"}, {"name": "b", "nodeName": "split"}]},
                                 "split": {"routerType": "Splitter",
                                           "steps": [{"serviceUrl": "http://one", "weight": 80}, {"serviceUrl": "http://two", "weight": 20}]}}
                                """))
                .isEmpty();
    }

    @Test
    void refusesAGraphWithoutItsFirstNode() throws Exception {
        assertThat(check("{\"start\": {\"routerType\": \"Sequence\", \"steps\": []}}"))
                .singleElement()
                .asString()
                .contains("spec.nodes", "'root'", "[start]");
    }

    @Test
    void refusesStepsThatGoNowhereOrToTwoPlaces() throws Exception {
        assertThat(
                        check(
                                """
                                {"root": {"routerType": "Ensemble",
                                          "steps": [{"name": "a"}, {"name": "b", "serviceName": "iris", "serviceUrl": "http://x"},
                                                    {"name": "b", "nodeName": "gone"}]}}
                                """))
                .extracting(Violation::toString)
                .satisfiesExactly(
                        none -> assertThat(none).contains("steps[0]", "found []"),
                        both -> assertThat(both).contains("steps[1]", "[iris, http://x]"),
                        twice -> assertThat(twice).contains("steps[2].name", "'b'"),
                        gone -> assertThat(gone).contains("steps[2].nodeName", "'gone'", "[root]"));
    }

    @Test
    void refusesSharesThatAreNotTheWhole() throws Exception {
        assertThat(
                        splitter(
                                "{\"serviceName\": \"a\", \"weight\": 80}, {\"serviceName\": \"b\","
                                        + " \"weight\": 30}"))
                .singleElement()
                .asString()
                .contains("spec.nodes.root.steps", "110");
        assertThat(splitter("{\"serviceName\": \"a\", \"weight\": 100}, {\"serviceName\": \"b\"}"))
                .singleElement()
                .asString()
                .contains("every step of a Splitter needs a weight");
    }

    private List<Violation> splitter(String steps) throws JsonProcessingException {
        return check(
                "{\"root\": {\"routerType\": \"Splitter\", \"steps\": [%s]}}".formatted(steps));
    }

    private List<Violation> check(String nodes) throws JsonProcessingException {
        return validation.check(
                ResourceJson.mapper()
                        .readValue(
                                "{\"metadata\": {\"name\": \"graph\"}, \"spec\": {\"nodes\": %s}}"
                                        .formatted(nodes),
                                InferenceGraph.class));
    }
}
