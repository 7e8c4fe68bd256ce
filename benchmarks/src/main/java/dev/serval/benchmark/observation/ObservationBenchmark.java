package dev.serval.benchmark.observation;

import dev.serval.server.failure.Outcome;
import dev.serval.server.inference.CallObserver.EndedCall;
import dev.serval.server.inference.WireProtocol;
import dev.serval.server.metrics.VersionCounts;
import dev.serval.server.statistics.ModelStatistics;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// All that is done to observe one call that succeeds: the clock is read where its stages end,
/// Triton's statistics are counted, and the metrics' histograms. To be held against what a server
/// spends on a call, in docs/operations/benchmarks.md.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ObservationBenchmark {
    /// How often a clock is read for a call that an event loop computes: when it comes, when it was
    /// read, before and after its model runs, and when its answer was written.
    private static final int CLOCK_READINGS = 5;

    private final VersionCounts counts = new VersionCounts("iris", "1");
    private final ModelStatistics statistics = new ModelStatistics();

    /// The clock alone.
    @Benchmark
    public long clock() {
        long sum = 0;
        for (int i = 0; i < CLOCK_READINGS; i++) {
            sum ^= System.nanoTime();
        }
        return sum;
    }

    /// Counting and timing alone.
    @Benchmark
    public EndedCall counting() {
        return count(40_000);
    }

    /// Both: what a call pays.
    @Benchmark
    public EndedCall call() {
        return count(clock() & 0xFFFF);
    }

    private EndedCall count(long nanos) {
        statistics.executed(1, nanos, nanos);
        statistics.cost().measured(16, nanos);
        statistics.answered(nanos, nanos, nanos, nanos);
        EndedCall call =
                new EndedCall(
                        null, WireProtocol.V2, Outcome.SUCCESS, nanos, nanos, nanos, nanos, nanos);
        counts.count(call);
        return call;
    }
}
