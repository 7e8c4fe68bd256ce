package dev.serval.platform.local.printing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServiceDescriptionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void tellsConditionsTrafficReplicasAndDecisions() throws Exception {
        JsonNode service =
                json(
                        """
                        {"metadata": {"name": "iris", "namespace": "default", "generation": 2,
                           "creationTimestamp": "2026-01-01T00:00:00Z"},
                         "status": {"url": "http://iris.default.localhost:8080",
                           "conditions": [{"type": "Ready", "status": "False",
                             "lastTransitionTime": "2026-01-01T00:00:30Z",
                             "reason": "Crashed", "message": "exit code 1"}],
                           "components": {"predictor": {"traffic": [
                             {"revisionName": "iris-predictor-00001", "percent": 100}]}}}}
                        """);
        JsonNode replicas =
                json(
                        """
                        [{"name": "iris-predictor-00001-a", "state": "ready", "pid": 42, "port": 4711,
                          "restarts": 1, "started": "2026-01-01T00:00:50Z", "message": null,
                          "startup": "ready in 812 ms: spawn 6 ms"},
                         {"name": "iris-predictor-00001-b", "state": "failed", "pid": -1, "port": 0,
                          "restarts": 3, "started": "2026-01-01T00:00:55Z", "message": "no model"}]
                        """);
        JsonNode decisions =
                json(
                        """
                        [{"at": "2026-01-01T00:00:58Z", "revision": "iris-predictor-00001", "ready": 1,
                          "wanted": 2, "reason": "140 in flight"}]
                        """);

        assertThat(String.join("\n", ServiceDescription.of(service, replicas, decisions, NOW)))
                .isEqualTo(
                        """
                        Name:         iris
                        Namespace:    default
                        Generation:   2
                        Age:          60s
                        URL:          http://iris.default.localhost:8080
                        Ready:        False

                        Conditions:
                          TYPE    STATUS   AGE   REASON    MESSAGE
                          Ready   False    30s   Crashed   exit code 1

                        Traffic:
                          COMPONENT   REVISION               SHARE   TAG
                          predictor   iris-predictor-00001   100%

                        Replicas:
                          NAME                     STATE    PID   PORT   RESTARTS   AGE   MESSAGE
                          iris-predictor-00001-a   ready    42    4711   1          10s   ready in 812 ms: spawn 6 ms
                          iris-predictor-00001-b   failed   -     -      3          5s    no model

                        Scaling:
                          AGE   REVISION               REPLICAS   REASON
                          2s    iris-predictor-00001   1 -> 2     140 in flight\
                        """);
    }

    @Test
    void leavesOutWhatIsNotKnown() throws Exception {
        assertThat(
                        ServiceDescription.of(
                                json("{\"metadata\": {\"name\": \"iris\"}}"),
                                json("[]"),
                                json("[]"),
                                NOW))
                .containsExactly(
                        "Name:         iris", "Namespace:    default", "Age:          <unknown>");
    }
}
