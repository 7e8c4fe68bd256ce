package dev.serval.platform.local.program;

import dev.serval.platform.local.process.ChildCommand;
import dev.serval.platform.local.process.ChildProcess;
import dev.serval.platform.local.process.OutputLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/// A predictor and the transformer that answers in its place, as the containers of one pod: where
/// one of them ends the other is ended too.
final class TransformedProgram implements StartedProgram {
    /// How long one of them may take to end when the other has.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ChildProcess transformer;
    private final OutputLog log;
    private final LocalProgramStarter.Place place;

    private TransformedProgram(
            ChildProcess transformer, OutputLog log, LocalProgramStarter.Place place) {
        this.transformer = transformer;
        this.log = log;
        this.place = place;
    }

    /// What is started.
    ///
    /// @param replica the name of the replica that it is
    /// @param log takes what both say
    record Parts(String replica, ChildCommand predictor, ChildCommand transformer, OutputLog log) {}

    /// @param place the transformer's port, and where either of them leaves word
    /// @param ended is told the exit code of the one that ended first, once neither runs
    /// @throws IOException if one of them cannot be started; the other is ended then
    static StartedProgram start(Parts parts, LocalProgramStarter.Place place, IntConsumer ended)
            throws IOException {
        CompletableFuture<Integer> predictorsEnd = new CompletableFuture<>();
        CompletableFuture<Integer> transformersEnd = new CompletableFuture<>();
        OutputLog log = parts.log();
        ChildProcess predictor =
                ChildProcess.start(
                        parts.replica(), parts.predictor(), log.shared(), predictorsEnd::complete);
        ChildProcess transformer;
        try {
            transformer =
                    ChildProcess.start(
                            parts.replica() + " (transformer)",
                            parts.transformer(),
                            log.shared(),
                            transformersEnd::complete);
        } catch (IOException failure) {
            predictor.kill();
            throw failure;
        }
        var _ = predictorsEnd.thenRun(() -> transformer.stop(PATIENCE));
        var _ = transformersEnd.thenRun(() -> predictor.stop(PATIENCE));
        var _ =
                predictorsEnd
                        .applyToEither(transformersEnd, code -> code)
                        .thenCombine(
                                CompletableFuture.allOf(predictorsEnd, transformersEnd),
                                (first, _) -> first)
                        .thenAccept(ended::accept);
        return new TransformedProgram(transformer, log, place);
    }

    @Override
    public long pid() {
        return transformer.pid();
    }

    @Override
    public int port() {
        return place.port();
    }

    @Override
    public List<String> lastLines() {
        return log.lastLines();
    }

    @Override
    public String lastWords() {
        return place.lastWords().read();
    }

    /// The transformer first: what it works on needs the predictor.
    @Override
    public void stop(Duration patience) {
        transformer.stop(patience);
    }
}
