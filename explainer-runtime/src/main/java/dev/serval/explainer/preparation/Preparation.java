package dev.serval.explainer.preparation;

import dev.serval.server.preparation.PreparationOrder;
import dev.serval.server.preparation.RehearsedProgram;
import dev.serval.server.preparation.StandInPredictor;
import dev.serval.server.preparation.StandInPredictor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// Starts an explainer with the command it is given, in front of a stand-in for its predictor,
/// calls it and ends it.
public final class Preparation {
    /// Enough for Java to see which methods are worth compiling.
    private static final int ROUNDS = 10;

    private static final List<String> METHODS = List.of("kernel_shap", "lime", "anchor");

    private Preparation() {}

    /// @param args a folder with `explainer/explainer.yaml` and its files, for a model of four
    ///   numbers a row and three classes, and a V1 request in `flower.json`; the file for the
    ///   explainer's log; and the explainer's command
    /// @throws IOException if the explainer could not be called, or did not end in order
    public static void main(String... args) throws IOException, InterruptedException {
        PreparationOrder order = PreparationOrder.of(args);
        try (StandInPredictor predictor =
                        StandInPredictor.start(
                                new Tensor("input", List.of(4)), new Tensor("scores", List.of(3)));
                RehearsedProgram explainer =
                        order.startBefore(
                                predictor,
                                "--storage_uri=" + order.example().resolve("explainer"))) {
            use(explainer, Files.readString(order.example().resolve("flower.json")));
            explainer.end();
        }
    }

    private static void use(RehearsedProgram explainer, String request)
            throws IOException, InterruptedException {
        String explain = "/v1/models/%s:explain".formatted(StandInPredictor.MODEL);
        for (int round = 0; round < ROUNDS; round++) {
            explainer.post(explain, request);
            for (String method : METHODS) {
                explainer.post(explain + "?method=" + method, request);
            }
            explainer.post(explain + "?format=svg", request);
        }
        explainer.get("/v2/models/" + StandInPredictor.MODEL);
        explainer.get("/metrics");
    }
}
