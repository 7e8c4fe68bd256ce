package dev.serval.platform.local.startup;

import dev.serval.platform.api.yaml.LocatedResource;
import io.quarkus.runtime.Quarkus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/// Starts the platform in this process, and returns when it has ended.
///
/// @param port on which the gateway shall answer
/// @param state the folder that holds what was applied
/// @param resources what it begins with
public record LocalStart(int port, Path state, List<LocatedResource> resources) {
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;

    public LocalStart {
        resources = List.copyOf(resources);
    }

    /// @param err where it is told why the platform could not be started
    /// @return the exit code
    public int run(PrintWriter err) {
        System.setProperty("serval.local.port", Integer.toString(port));
        System.setProperty("serval.local.state", state.toString());
        System.setProperty("quarkus.log.file.path", state.resolve("platform.log").toString());
        endInOrder();
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Quarkus.run(
                LocalApplication.class,
                (code, failure) -> {
                    tell(failure, err);
                    exit.complete(failure == null ? code : Integer.valueOf(FAILED));
                },
                Order.toArguments(resources));
        return exit.getNow(FAILED);
    }

    /// From here on an interrupt or a request to terminate drains the platform; a second one ends
    /// it at once, and what it started ends with it.
    private static void endInOrder() {
        AtomicBoolean isEnding = new AtomicBoolean();
        for (String signal : List.of("INT", "TERM", "HUP")) {
            Signal.handle(
                    new Signal(signal),
                    _ -> {
                        if (isEnding.getAndSet(true)) {
                            Runtime.getRuntime().halt(INTERRUPTED);
                        }
                        Quarkus.asyncExit(0);
                    });
        }
    }

    private static void tell(@Nullable Throwable failure, PrintWriter err) {
        if (failure == null) {
            return;
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        err.println("serval: " + (message == null ? cause.toString() : message));
        err.flush();
    }
}
