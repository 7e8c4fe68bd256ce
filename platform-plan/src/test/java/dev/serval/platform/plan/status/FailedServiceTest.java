package dev.serval.platform.plan.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.status.Condition;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.api.yaml.ResourceJson;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedServiceTest {
    @Test
    void saysWhyItsPlanWasRefusedAndKeepsWhatItHad() throws JsonProcessingException {
        InferenceService service =
                ResourceJson.mapper()
                        .readValue(
                                """
                                {"apiVersion": "serving.kserve.io/v1beta1", "kind": "InferenceService",
                                 "metadata": {"name": "iris", "namespace": "default", "generation": 3},
                                 "spec": {"predictor": {}},
                                 "status": {"url": "http://iris.example", "deploymentMode": "Knative",
                                            "conditions": [{"type": "Ready", "status": "True"}]}}
                                """,
                                InferenceService.class);

        InferenceServiceStatus status =
                new StatusReporter().failed(service, "no such field", Instant.EPOCH);

        assertThat(status.conditions())
                .extracting(Condition::type, Condition::status, Condition::reason)
                .contains(
                        tuple("PredictorReady", "False", "ReconcileFailed"),
                        tuple("Ready", "False", "ReconcileFailed"));
        assertThat(status.observedGeneration()).isEqualTo(3);
        assertThat(status.url()).isEqualTo("http://iris.example");
        assertThat(status.deploymentMode()).isEqualTo("Knative");
    }
}
