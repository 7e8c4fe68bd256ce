package dev.serval.platform.operator.unserved;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.api.status.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotServedTest {
    private static final Instant FIRST = Instant.parse("2026-03-01T10:00:00.5Z");
    private static final Instant LATER = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void isNotReadyAndSaysWhy() {
        assertThat(NotServed.GRAPHS.report(List.of(), FIRST))
                .singleElement()
                .satisfies(condition -> {
                    assertThat(condition.type()).isEqualTo("Ready");
                    assertThat(condition.status()).isEqualTo("False");
                    assertThat(condition.reason()).isEqualTo("NotServed");
                    assertThat(condition.message())
                            .isEqualTo("InferenceGraphs are stored and not served yet");
                    assertThat(condition.lastTransitionTime()).isEqualTo("2026-03-01T10:00:00Z");
                });
    }

    @Test
    void aReportThatSaysTheSameIsTheSame() {
        List<Condition> first = NotServed.TRAINED_MODELS.report(List.of(), FIRST);

        assertThat(NotServed.TRAINED_MODELS.report(first, LATER)).isEqualTo(first);
    }
}
