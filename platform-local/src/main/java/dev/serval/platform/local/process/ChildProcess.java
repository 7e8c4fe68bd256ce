package dev.serval.platform.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/// A child process. Its standard input is a pipe that nothing is ever written to: it closes when
/// this process ends, which a child that cares takes as its own end.
public final class ChildProcess {
    private static final Logger LOG = Logger.getLogger(ChildProcess.class);
    private static final int CHUNK = 8192;

    /// How long its output is waited for after its end: a grandchild may hold it open.
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Process process;
    private final OutputLog log;
    private final CompletableFuture<Void> said = new CompletableFuture<>();

    private ChildProcess(Process process, OutputLog log) {
        this.process = process;
        this.log = log;
    }

    /// Starts a child.
    ///
    /// @param name what the thread that reads its output is called
    /// @param log takes what it says, and is closed after its end
    /// @param ended is told the exit code, once, after all that it said was taken
    /// @throws IOException if it cannot be started; the log is closed then
    public static ChildProcess start(
            String name, ChildCommand command, OutputLog log, IntConsumer ended)
            throws IOException {
        Process process;
        try {
            process = command.builder().start();
        } catch (IOException failure) {
            log.close();
            throw failure;
        }
        ChildProcess child = new ChildProcess(process, log);
        Thread.ofPlatform().name("output of " + name).daemon().start(child::listen);
        var _ =
                process.onExit()
                        .thenCombine(
                                process.onExit().thenCompose(_ -> child.lastWords()),
                                (exited, _) -> exited.exitValue())
                        .thenAccept(ended::accept);
        return child;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// The last it said, oldest first.
    public List<String> lastLines() {
        return log.lastLines();
    }

    /// Asks it to end, by a signal alone: its input and output stay open meanwhile. Ends it if it
    /// has not after `patience`. Does not wait.
    public void stop(Duration patience) {
        process.toHandle().destroy();
        CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::kill);
    }

    /// Ends it at once.
    public void kill() {
        if (process.isAlive()) {
            process.toHandle().destroyForcibly();
        }
    }

    private CompletableFuture<Void> lastWords() {
        return said.copy().completeOnTimeout(null, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void listen() {
        try (log;
                InputStream in = process.getInputStream()) {
            byte[] chunk = new byte[CHUNK];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                log.append(chunk, length);
            }
        } catch (IOException failure) {
            LOG.debugf(failure, "the output of process %d ended", process.pid());
        } finally {
            said.complete(null);
        }
    }
}
