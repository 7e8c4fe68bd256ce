package dev.serval.benchmark.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The library's `predict` in a Python that measures itself: told how long to, it answers with the
/// microseconds of one call.
final class PythonCall implements Call {
    private static final String NONE = "none";

    private final Process process;
    private final PrintWriter to;
    private final BufferedReader from;

    private PythonCall(Process process) {
        this.process = process;
        this.to = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.from = process.inputReader(StandardCharsets.UTF_8);
    }

    /// The call, unless that Python has no such library.
    ///
    /// @param python the command; empty for none
    static Optional<Call> start(String python, Path script, String format, Path model, Rows rows)
            throws IOException {
        if (python.isEmpty()) {
            return Optional.empty();
        }
        ProcessBuilder builder =
                new ProcessBuilder(
                        python,
                        script.toString(),
                        format,
                        model.toString(),
                        Integer.toString(rows.count()));
        PythonCall call =
                new PythonCall(builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
        String ready = call.from.readLine();
        if (ready == null || ready.equals(NONE)) {
            call.close();
            return Optional.empty();
        }
        return Optional.of(call);
    }

    @Override
    public double micros(Duration duration) throws IOException {
        to.println(duration.toMillis());
        String micros = from.readLine();
        if (micros == null) {
            throw new IOException("the Python process has ended");
        }
        return Double.parseDouble(micros);
    }

    @Override
    public void repeat(int times) {
        throw new UnsupportedOperationException("Python measures itself");
    }

    @Override
    public void close() {
        to.close();
        process.destroy();
    }
}
