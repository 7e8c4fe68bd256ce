package dev.serval.server.metrics;

import dev.serval.server.failure.Outcome;
import dev.serval.server.inference.WireProtocol;
import dev.serval.server.metrics.VersionCounts.ProtocolCounts;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Shows what was counted to a scrape. All that is of the form of metrics is done here, so that it
/// costs nothing when calls are counted.
final class CallCollector extends Collector {
    private static final List<String> VERSION = List.of("model", "version");
    private static final List<String> PROTOCOL = List.of("model", "version", "protocol");
    private static final List<String> OUTCOME = List.of("model", "version", "protocol", "outcome");

    private final Collection<VersionCounts> counts;

    CallCollector(Collection<VersionCounts> counts) {
        this.counts = counts;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<VersionCounts> answering = counts.stream().filter(VersionCounts::hasSuccess).toList();
        List<MetricFamilySamples> families = new ArrayList<>();
        families.add(requests());
        families.add(totals());
        families.add(
                versions(
                        "serval_queue",
                        "How long calls waited for a thread, or to be merged.",
                        answering,
                        VersionCounts::queue));
        families.add(
                versions(
                        "serval_compute",
                        "How long the model took.",
                        answering,
                        VersionCounts::compute));
        families.add(stage("preprocess", answering, VersionCounts::preprocess));
        families.add(stage("predict", answering, VersionCounts::compute));
        families.add(stage("postprocess", answering, VersionCounts::postprocess));
        families.add(
                stage(
                        "explain",
                        counts.stream().filter(VersionCounts::hasExplained).toList(),
                        VersionCounts::explain));
        families.removeIf(family -> family.samples.isEmpty());
        return families;
    }

    private MetricFamilySamples requests() {
        CounterMetricFamily family =
                new CounterMetricFamily("serval_requests", "Inference calls that ended.", OUTCOME);
        for (VersionCounts each : counts) {
            for (WireProtocol protocol : WireProtocol.values()) {
                ProtocolCounts over = each.find(protocol);
                for (Outcome outcome : Outcome.values()) {
                    if (over != null && over.count(outcome) > 0) {
                        family.addMetric(
                                List.of(
                                        each.model(),
                                        each.version(),
                                        protocol.label(),
                                        outcome.label()),
                                over.count(outcome));
                    }
                }
            }
        }
        return family;
    }

    private MetricFamilySamples totals() {
        HistogramSamples samples = new HistogramSamples("serval_request_seconds", PROTOCOL);
        for (VersionCounts each : counts) {
            for (WireProtocol protocol : WireProtocol.values()) {
                ProtocolCounts over = each.find(protocol);
                if (over != null) {
                    samples.add(
                            List.of(each.model(), each.version(), protocol.label()),
                            List.of(over.total()));
                }
            }
        }
        return samples.toFamily("From a call's last byte in to its outcome.");
    }

    private static MetricFamilySamples versions(
            String name,
            String help,
            List<VersionCounts> answering,
            Function<VersionCounts, DurationHistogram> histogram) {
        HistogramSamples samples = new HistogramSamples(name + "_seconds", VERSION);
        answering.forEach(each ->
                samples.add(List.of(each.model(), each.version()), List.of(histogram.apply(each))));
        return samples.toFamily(help);
    }

    /// A stage under KServe's name, which has no versions.
    private static MetricFamilySamples stage(
            String name,
            List<VersionCounts> answering,
            Function<VersionCounts, DurationHistogram> histogram) {
        Map<String, List<DurationHistogram>> byModel = new TreeMap<>();
        answering.forEach(each ->
                byModel.computeIfAbsent(each.model(), _ -> new ArrayList<>())
                        .add(histogram.apply(each)));
        HistogramSamples samples =
                new HistogramSamples("request_" + name + "_seconds", List.of("model_name"));
        byModel.forEach((model, histograms) -> samples.add(List.of(model), histograms));
        return samples.toFamily("The " + name + " stage of calls, under KServe's name.");
    }
}
