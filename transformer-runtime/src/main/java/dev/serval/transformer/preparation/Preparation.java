package dev.serval.transformer.preparation;

import dev.serval.server.preparation.PreparationOrder;
import dev.serval.server.preparation.RehearsedProgram;
import dev.serval.server.preparation.StandInPredictor;
import dev.serval.server.preparation.StandInPredictor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// Starts a transformer with the command it is given, in front of a stand-in for its predictor,
/// calls it and ends it.
public final class Preparation {
    /// Enough for Java to see which methods are worth compiling.
    private static final int ROUNDS = 30;

    private Preparation() {}

    /// @param args a folder with a pipeline for pictures of digits, 28 by 28 grey pixels to ten
    ///   probabilities, in `pipeline/transformer.yaml`, and a V1 request in `zero.json`; the file
    ///   for the transformer's log; and the transformer's command
    /// @throws IOException if the transformer could not be called, or did not end in order
    public static void main(String... args) throws IOException, InterruptedException {
        PreparationOrder order = PreparationOrder.of(args);
        try (StandInPredictor predictor =
                        StandInPredictor.start(
                                new Tensor("input", List.of(1, 28, 28)),
                                new Tensor("probs", List.of(10)));
                RehearsedProgram transformer =
                        order.startBefore(
                                predictor,
                                "--storage_uri=" + order.example().resolve("pipeline"))) {
            use(transformer, Files.readString(order.example().resolve("zero.json")));
            transformer.end();
        }
    }

    private static void use(RehearsedProgram transformer, String request)
            throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            transformer.post("/v1/models/%s:predict".formatted(StandInPredictor.MODEL), request);
        }
        transformer.get("/v2/models/" + StandInPredictor.MODEL);
        transformer.get("/metrics");
    }
}
