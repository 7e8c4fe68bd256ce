package dev.serval.platform.plan.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serval.platform.api.trained.TrainedModel;
import dev.serval.platform.api.yaml.ResourceJson;
import org.junit.jupiter.api.Test;

class TrainedModelValidationTest {
    private final TrainedModelValidation validation = new TrainedModelValidation();

    @Test
    void agreesToAModelOfAStore() throws Exception {
        assertThat(validation.check(model("iris_2-b", "s3://models/iris", "1Gi"))).isEmpty();
    }

    @Test
    void refusesANameAndAStoreThatNoneMayHave() throws Exception {
        assertThat(validation.check(model("iris.2", "pvc://claim/iris", "1Gi")))
                .extracting(Violation::field)
                .containsExactly("metadata.name", "spec.model.storageUri");
    }

    @Test
    void refusesOtherMemory() throws Exception {
        assertThat(
                        validation.checkChange(
                                model("iris", "s3://models/iris", "1Gi"),
                                model("iris", "s3://models/iris", "2Gi")))
                .singleElement()
                .asString()
                .contains("spec.model.memory", "2Gi", "1Gi");
        assertThat(
                        validation.checkChange(
                                model("iris", "s3://models/iris", "1Gi"),
                                model("iris", "s3://models/other", "1024Mi")))
                .as("the same in other words")
                .isEmpty();
    }

    private static TrainedModel model(String name, String uri, String memory)
            throws JsonProcessingException {
        return ResourceJson.mapper()
                .readValue(
                        """
                        {"metadata": {"name": "%s"},
                         "spec": {"inferenceService": "many",
                                  "model": {"storageUri": "%s", "framework": "sklearn", "memory": "%s"}}}
                        """
                                .formatted(name, uri, memory),
                        TrainedModel.class);
    }
}
