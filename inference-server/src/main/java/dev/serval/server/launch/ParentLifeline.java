package dev.serval.server.launch;

import dev.serval.inference.contract.LifecycleParent;
import dev.serval.inference.contract.RuntimeEnvironment;
import io.quarkus.runtime.Quarkus;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/// Ends a runtime when whoever started it is gone, also where that process was killed and could
/// tell nobody: the standard input is then a pipe that the other process held open.
final class ParentLifeline {
    private static final String PROPERTY = "serval.lifecycle.parent";
    private static final int DONE = 0;
    private static final int LEFT_BEHIND = 1;

    /// Nobody is left who could read an answer, so the end is not waited for any longer.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private ParentLifeline() {}

    /// Holds on to the parent if the surroundings ask for it.
    static void hold(Map<String, String> environment, Properties properties) {
        String written = environment.get(RuntimeEnvironment.LIFECYCLE_PARENT);
        if (LifecycleParent.STDIN.equals(properties.getProperty(PROPERTY, written))) {
            Thread.ofPlatform().name("parent lifeline").daemon().start(ParentLifeline::follow);
        }
    }

    private static void follow() {
        readToTheEnd();
        Quarkus.asyncExit(DONE);
        LockSupport.parkNanos(PATIENCE.toNanos());
        Runtime.getRuntime().halt(LEFT_BEHIND);
    }

    private static void readToTheEnd() {
        try (FileInputStream in = new FileInputStream(FileDescriptor.in)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            // A pipe that is broken has ended like one that is closed.
        }
    }
}
