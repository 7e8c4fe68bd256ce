package dev.serval.platform.local.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTest {
    private static final String LATER =
            "2026-01-01 00:00:00,000 ERROR [io.netty.x] (vert.x) the event loop has shut down";

    @Test
    void theReasonThatWasLeftStandsForItself() {
        assertThat(Failure.of(1, "storage URI 's3://a/b': it is not there", List.of(LATER)))
                .hasToString("ended with code 1: storage URI 's3://a/b': it is not there");
    }

    @Test
    void withoutOneTheLastErrorsAreTold() {
        assertThat(Failure.of(1, "", List.of(LATER, "and goodbye")).message())
                .isEqualTo("the event loop has shut down");
    }

    @Test
    void withoutErrorsTheLastLinesAreTold() {
        assertThat(Failure.of(137, "", List.of("out of memory")).message())
                .isEqualTo("out of memory");
    }

    @Test
    void silenceIsToldToo() {
        assertThat(Failure.of(137, "", List.of()).message()).isEqualTo("it said nothing");
    }
}
