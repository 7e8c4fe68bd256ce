package dev.serval.server.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.List;

/// The samples of one histogram family: a bucket each with the label `le`, the count and the sum.
final class HistogramSamples {
    private final String name;
    private final List<String> labels;
    private final List<String> bucketLabels;
    private final List<Sample> samples = new ArrayList<>();

    HistogramSamples(String name, List<String> labels) {
        this.name = name;
        this.labels = labels;
        this.bucketLabels = with(labels, "le");
    }

    /// Adds what all the histograms hold together.
    void add(List<String> values, List<DurationHistogram> histograms) {
        DurationHistogram.Reading reading = DurationHistogram.readingOf(histograms);
        for (int i = 0; i < reading.bounds().size(); i++) {
            String bound = Collector.doubleToGoString(reading.bounds().get(i));
            samples.add(
                    new Sample(
                            name + "_bucket",
                            bucketLabels,
                            with(values, bound),
                            reading.cumulative().get(i)));
        }
        samples.add(new Sample(name + "_count", labels, values, reading.count()));
        samples.add(new Sample(name + "_sum", labels, values, reading.sumSeconds()));
    }

    MetricFamilySamples toFamily(String help) {
        return new MetricFamilySamples(name, Collector.Type.HISTOGRAM, help, samples);
    }

    private static List<String> with(List<String> first, String last) {
        List<String> all = new ArrayList<>(first);
        all.add(last);
        return all;
    }
}
