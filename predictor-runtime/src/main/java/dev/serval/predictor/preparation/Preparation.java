package dev.serval.predictor.preparation;

import dev.serval.server.preparation.PreparationOrder;
import dev.serval.server.preparation.RehearsedProgram;
import java.io.IOException;

/// Starts a predictor with the command it is given, hands it a model to fetch, calls it and ends
/// it.
public final class Preparation {
    private static final String MODEL = "model";

    private Preparation() {}

    /// @param args the directory of a model of four numbers a row, the file for the predictor's
    ///   log, and the predictor's command
    /// @throws IOException if the predictor could not be called, or did not end in order
    public static void main(String... args) throws IOException, InterruptedException {
        PreparationOrder order = PreparationOrder.of(args);
        try (SampleStore store = SampleStore.of(order.example());
                RehearsedProgram predictor =
                        order.start("--storage_uri=" + store.uri(), "--model_name=" + MODEL);
                SampleCalls calls = new SampleCalls(predictor, MODEL)) {
            calls.makeAll();
            predictor.end();
        }
    }
}
