package dev.serval.benchmark.engine;

import java.util.List;
import java.util.Locale;

/// What one call took in several rounds.
///
/// @param who whose call it is
/// @param rows how many rows a call has
/// @param micros by round
record Figure(String who, int rows, List<Double> micros) {
    Figure {
        micros = List.copyOf(micros);
    }

    double median() {
        List<Double> sorted = micros.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double least() {
        return micros.stream().min(Double::compare).orElse(Double.NaN);
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"who\":\"%s\",\"rows\":%d,\"median_us\":%.3f,\"least_us\":%.3f}",
                who,
                rows,
                median(),
                least());
    }
}
