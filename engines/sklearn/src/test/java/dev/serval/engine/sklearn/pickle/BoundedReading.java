package dev.serval.engine.sklearn.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import dev.serval.engine.sklearn.estimator.Estimator;
import dev.serval.engine.sklearn.estimator.EstimatorReader;
import dev.serval.engine.sklearn.estimator.Vocabulary;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;

/// Reads what nobody wrote on purpose: it is a model or refused in words, soon, and in memory that
/// the size of the file bounds.
public final class BoundedReading {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long ALWAYS_ALLOWED = 4L << 20;
    private static final int MOST_TIMES = 2000;

    private BoundedReading() {}

    /// @return whether it is a model; anything but a model or a refusal in words fails the test
    public static boolean isModel(int fileSize, Callable<Value> reading) {
        return assertTimeoutPreemptively(PATIENCE, () -> read(fileSize, reading));
    }

    private static boolean read(int fileSize, Callable<Value> reading) throws Exception {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean isModel = read(reading);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated)
                .as("bytes allocated for a file of %d", fileSize)
                .isLessThan(ALWAYS_ALLOWED + (long) MOST_TIMES * fileSize);
        return isModel;
    }

    private static boolean read(Callable<Value> reading) throws Exception {
        try {
            Estimator estimator = EstimatorReader.estimator(reading.call(), new Vocabulary());
            assertThat(estimator.methods()).isNotEmpty();
            return true;
        } catch (PickleException refusal) {
            assertThat(refusal).hasMessageNotContaining(" null");
            return false;
        }
    }
}
