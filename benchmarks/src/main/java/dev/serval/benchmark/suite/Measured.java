package dev.serval.benchmark.suite;

import dev.serval.benchmark.model.MeasuredModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A case with what its passes showed.
final class Measured {
    private final String server;
    private final @Nullable MeasuredModel model;
    private final String wire;
    private final List<Figures> passes = new ArrayList<>();

    /// @param server who answers
    /// @param model who computes; `null` for a server that computes nothing
    /// @param wire how requests travel
    Measured(String server, @Nullable MeasuredModel model, String wire) {
        this.server = server;
        this.model = model;
        this.wire = wire;
    }

    void add(Figures figures) {
        passes.add(figures);
    }

    String server() {
        return server;
    }

    @Nullable MeasuredModel model() {
        return model;
    }

    String modelName() {
        return model == null ? "" : model.modelName();
    }

    /// Whether its requests take so long that few are enough.
    boolean isLarge() {
        return model == MeasuredModel.MOBILENET || model == MeasuredModel.CHANNEL_MEANS;
    }

    String wire() {
        return wire;
    }

    /// The pass that other work on the machine disturbed least.
    Figures best() {
        return passes.stream().min(Comparator.comparingDouble(Figures::cpuMicros)).orElseThrow();
    }

    /// The middle of all passes' processor times.
    double medianCpuMicros() {
        List<Double> sorted = passes.stream().map(Figures::cpuMicros).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    long errors() {
        return passes.stream().mapToLong(pass -> pass.load().errors()).sum();
    }
}
