package dev.serval.predictor.preparation;

import dev.serval.server.preparation.RehearsedProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Starts a predictor with the command it is given, hands it a model to fetch, calls it and ends
/// it.
public final class Preparation {
    private static final int LEAST_ARGUMENTS = 3;
    private static final String MODEL = "model";

    private Preparation() {}

    /// @param args the directory of a model of four numbers a row, the file for the predictor's
    ///   log, and the predictor's command
    /// @throws IOException if the predictor could not be called, or did not end in order
    public static void main(String... args) throws IOException, InterruptedException {
        if (args.length < LEAST_ARGUMENTS) {
            throw new IllegalArgumentException("expected MODEL_DIR LOG COMMAND...");
        }
        try (SampleStore store = SampleStore.of(Path.of(args[0]));
                RehearsedProgram predictor =
                        RehearsedProgram.start(
                                Arrays.asList(args).subList(2, args.length),
                                Path.of(args[1]),
                                List.of("--storage_uri=" + store.uri(), "--model_name=" + MODEL));
                SampleCalls calls = new SampleCalls(predictor, MODEL)) {
            calls.makeAll();
            predictor.end();
        }
    }
}
