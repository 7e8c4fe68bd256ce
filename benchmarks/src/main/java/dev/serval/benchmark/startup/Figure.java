package dev.serval.benchmark.startup;

import java.util.function.ToDoubleFunction;

/// What is told of a start.
enum Figure {
    READY_MILLIS("exec to ready, ms", StartMeasurement::readyMillis),
    CPU_MILLIS("CPU until ready, ms", StartMeasurement::cpuMillis),
    FIRST_ANSWER_MILLIS("first inference, ms", StartMeasurement::firstAnswerMillis),
    RSS_READY_MEGABYTES("RSS when ready, MB", StartMeasurement::readyMegabytes),
    RSS_USED_MEGABYTES("RSS after 1,000 requests, MB", StartMeasurement::usedMegabytes);

    private final String words;
    private final ToDoubleFunction<StartMeasurement> value;

    Figure(String words, ToDoubleFunction<StartMeasurement> value) {
        this.words = words;
        this.value = value;
    }

    String words() {
        return words;
    }

    double of(StartMeasurement measurement) {
        return value.applyAsDouble(measurement);
    }
}
