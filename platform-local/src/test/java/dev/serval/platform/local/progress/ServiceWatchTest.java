package dev.serval.platform.local.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.yaml.ResourceJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceWatchTest {
    private final StringWriter printed = new StringWriter();
    private final ProgressBoard board =
            new ProgressBoard(new LineScreen(new PrintWriter(printed)), () -> Instant.EPOCH);
    private final ServiceWatch watch =
            new ServiceWatch(board, Style.PLAIN, service -> List.of("try it"));

    private static InferenceService service(String status) throws JsonProcessingException {
        return ResourceJson.mapper()
                .readValue(
                        """
                        {"metadata": {"name": "iris", "generation": 1}, "status": %s}
                        """
                                .formatted(status),
                        InferenceService.class);
    }

    private static String ready(int replicas, String traffic) {
        return """
        {"observedGeneration": 1, "conditions": [{"type": "Ready", "status": "True"}],
         "modelStatus": {"copies": {"totalCopies": %d}},
         "components": {"predictor": {"traffic": [%s]}}}
        """
                .formatted(replicas, traffic);
    }

    private static String share(String revision, int percent) {
        return "{\"revisionName\": \"%s\", \"percent\": %d}".formatted(revision, percent);
    }

    @Test
    void tellsEachStageOnTheWay() throws Exception {
        board.begin("iris");
        watch.changed(service("{}"));
        watch.changed(
                service(
                        """
                        {"observedGeneration": 1, "conditions": [{"type": "Ready", "status": "Unknown"}]}
                        """));
        watch.changed(
                service(
                        """
                        {"observedGeneration": 1, "conditions": [{"type": "Ready", "status": "Unknown"}],
                         "modelStatus": {"states": {"targetModelState": "Loading"}}}
                        """));
        watch.changed(service(ready(1, share("r1", 100))));

        assertThat(printed.toString().lines().map(String::strip))
                .containsExactly(
                        "* iris  starting", "* iris  loading", "+ iris  ready in 0 ms", "try it");
    }

    @Test
    void tellsWhatHappensToAServiceThatAnswers() throws Exception {
        watch.changed(service(ready(1, share("r1", 100))));
        printed.getBuffer().setLength(0);
        watch.changed(service(ready(0, share("r1", 100))));
        watch.changed(service(ready(2, share("r1", 90) + "," + share("r2", 10))));
        watch.changed(service(ready(2, share("r1", 90) + "," + share("r2", 10))));

        assertThat(printed.toString().lines().map(String::strip))
                .containsExactly(
                        "* iris  1 -> 0 replicas",
                        "* iris  traffic: r1 90 %, r2 10 %",
                        "* iris  0 -> 2 replicas");
    }

    @Test
    void aServiceThatIsRefusedSaysWhy() throws Exception {
        board.begin("iris");
        watch.changed(
                service(
                        """
                        {"observedGeneration": 1, "conditions": [{"type": "Ready", "status": "False",
                         "reason": "NoSupportingRuntime", "message": "No runtime serves format 'x'"}]}
                        """));

        assertThat(printed.toString().strip()).isEqualTo("! iris  No runtime serves format 'x'");
        assertThat(board.isAnyUnderway()).isFalse();
    }

    @Test
    void aStatusOfTheSpecificationBeforeIsNotBelieved() throws Exception {
        InferenceService changed = service(ready(1, share("r1", 100)));
        changed.getMetadata().setGeneration(2L);

        assertThat(Stage.of(changed)).isEqualTo(Stage.PLANNED);
    }

    @Test
    void aServiceOfAnotherNamespaceIsCalledByBoth() throws Exception {
        InferenceService service = service("{}");
        service.getMetadata().setNamespace("team");

        assertThat(ServiceWatch.name(service)).isEqualTo("team/iris");
    }
}
