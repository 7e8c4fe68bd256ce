package dev.serval.server.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.Forbidden;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.failure.Overloaded;
import dev.serval.inference.failure.PredictorFailure;
import dev.serval.inference.failure.ShuttingDown;
import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.failure.Unauthenticated;
import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.failure.Unsupported;
import dev.serval.server.failure.GrpcFailure;
import dev.serval.server.failure.HttpFailure;
import dev.serval.server.failure.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorsPageTest {
    private static final List<InferenceException> CASES =
            List.of(
                    new InvalidInput(""),
                    new Unauthenticated(""),
                    new Forbidden(""),
                    new UnknownModel("m"),
                    new TooLarge(""),
                    new Overloaded("", Duration.ZERO),
                    new Cancelled(""),
                    new EngineFailure("", null),
                    new PredictorFailure(502, "", null),
                    new Unsupported(""),
                    new ModelNotReady("m"),
                    new ShuttingDown(""),
                    new DeadlineExceeded(""));

    @Test
    void thePageTellsOfEveryCase() throws IOException {
        assertThat(CASES)
                .extracting(Object::getClass)
                .map(type -> (Object) type)
                .containsExactlyInAnyOrder(
                        (Object[]) InferenceException.class.getPermittedSubclasses());
        StringBuilder page =
                new StringBuilder(
                        """
                        # Errors

                        Over HTTP a call that fails is answered with a status and `{"error": "…"}`; over gRPC with a status of
                        the same text. A success never hides a failure. Metrics count the outcome in
                        `serval_requests_total`.

                        | case | HTTP | gRPC | outcome | what it means |
                        | --- | --- | --- | --- | --- |
                        """);
        for (InferenceException failure : CASES) {
            page.append(row(failure));
        }
        ReferencePage.check("errors.md", page.toString());
    }

    private static String row(InferenceException failure) throws IOException {
        String name = failure.getClass().getSimpleName();
        String source =
                ReferencePage.source(
                        "inference-api/src/main/java/dev/serval/inference/failure/%s.java"
                                .formatted(name));
        return "| %s | %d | %s | `%s` | %s |\n"
                .formatted(
                        name,
                        HttpFailure.of(failure).status(),
                        GrpcFailure.of(failure).getCode(),
                        Outcome.of(failure).label(),
                        ReferencePage.docBefore(source, source.indexOf("public final class")));
    }
}
