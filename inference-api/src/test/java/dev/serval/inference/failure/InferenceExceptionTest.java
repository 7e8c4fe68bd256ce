package dev.serval.inference.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceExceptionTest {
    @Test
    void refusalsCarryTheirMessageAndTakeNoStackTrace() {
        List<InferenceException> refusals =
                List.of(
                        new Cancelled("text"),
                        new DeadlineExceeded("text"),
                        new Forbidden("text"),
                        new InvalidInput("text"),
                        new ShuttingDown("text"),
                        new TooLarge("text"),
                        new Unauthenticated("text"),
                        new Unsupported("text"),
                        new Overloaded("text", Duration.ofSeconds(1)));
        assertThat(refusals)
                .allSatisfy(refusal -> {
                    assertThat(refusal.getMessage()).isEqualTo("text");
                    assertThat(refusal.getStackTrace()).isEmpty();
                    assertThat(refusal.getCause()).isNull();
                });
    }

    @Test
    void anOverloadedServerSaysWhenToComeBack() {
        assertThat(new Overloaded("full", Duration.ofSeconds(3)).retryAfter())
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aFailureOfOursKeepsItsCauseAndStackTrace() {
        RuntimeException cause = new RuntimeException("library");
        EngineFailure failure = new EngineFailure("the engine failed", cause);
        assertThat(failure).hasMessage("the engine failed").hasCause(cause);
        assertThat(failure.getStackTrace()).isNotEmpty();
    }

    @Test
    void unknownModelsAndVersionsAreNamedAsKServeNamesThem() {
        assertThat(new UnknownModel("x")).hasMessage("Model with name x does not exist.");
        assertThat(new UnknownModel("iris", "3"))
                .hasMessage("Model with name iris has no version 3.");
        assertThat(new UnknownModel("iris", "latest"))
                .hasMessage("Model with name iris has no version latest.");
    }

    @Test
    void aModelThatIsNotReadyMaySayWhy() {
        assertThat(new ModelNotReady("iris")).hasMessage("Model with name iris is not ready.");
        assertThat(new ModelNotReady("iris", "It is loading."))
                .hasMessage("Model with name iris is not ready. It is loading.");
    }
}
