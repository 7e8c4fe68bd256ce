package dev.serval.platform.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.api.yaml.ResourceJson;
import dev.serval.platform.operator.event.Announcement.Severity;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
    private static final String READY =
            """
            {"conditions": [{"type": "Ready", "status": "True"}]}
            """;
    private static final String REFUSED =
            """
            {"conditions": [
              {"type": "PredictorReady", "status": "False", "reason": "NoSupportingRuntime", "message": "no runtime"},
              {"type": "RoutesReady", "status": "False", "severity": "Info"},
              {"type": "Ready", "status": "False", "reason": "NoSupportingRuntime", "message": "no runtime"}]}
            """;

    @Test
    void aServiceThatBecomesReadySaysSoOnce() throws JsonProcessingException {
        assertThat(Announcements.of(InferenceServiceStatus.EMPTY, status(READY)))
                .extracting(Announcement::reason)
                .containsExactly("InferenceServiceReady");
        assertThat(Announcements.of(status(READY), status(READY))).isEmpty();
    }

    @Test
    void aServiceThatIsNoLongerReadySaysWhatIsNot() throws JsonProcessingException {
        assertThat(Announcements.of(status(READY), status(REFUSED)))
                .contains(
                        new Announcement(
                                Severity.WARNING,
                                "InferenceServiceNotReady",
                                "The service is no longer ready: PredictorReady (no runtime)"));
    }

    @Test
    void aRefusalIsAnnouncedUnderItsReason() throws JsonProcessingException {
        assertThat(Announcements.of(InferenceServiceStatus.EMPTY, status(REFUSED)))
                .containsExactly(
                        new Announcement(Severity.WARNING, "NoSupportingRuntime", "no runtime"));
        assertThat(Announcements.of(status(REFUSED), status(REFUSED))).isEmpty();
    }

    @Test
    void aModelThatCannotBeLoadedIsAnnouncedWithItsPod() throws JsonProcessingException {
        InferenceServiceStatus failed =
                status(
                        """
                        {"modelStatus": {"lastFailureInfo":
                          {"location": "iris-1", "reason": "ModelLoadFailed", "message": "no such file"}}}
                        """);

        assertThat(Announcements.of(InferenceServiceStatus.EMPTY, failed))
                .containsExactly(
                        new Announcement(
                                Severity.WARNING, "ModelLoadFailed", "Pod iris-1: no such file"));
        assertThat(Announcements.of(failed, failed)).isEmpty();
    }

    private static InferenceServiceStatus status(String json) throws JsonProcessingException {
        return ResourceJson.mapper().readValue(json, InferenceServiceStatus.class);
    }
}
