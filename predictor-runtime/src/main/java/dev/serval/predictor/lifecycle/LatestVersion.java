package dev.serval.predictor.lifecycle;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.server.catalog.BatchingStatus;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.catalog.ModelConfiguration;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.statistics.ModelStatistics;
import java.util.List;

/// The version that answers those who ask for none. If it is retired before they infer, the one
/// that answers in its place then does.
final class LatestVersion implements ServedModel {
    private final HostedModel host;
    private final ServedVersion served;

    LatestVersion(HostedModel host, ServedVersion served) {
        this.host = host;
        this.served = served;
    }

    @Override
    public ModelName name() {
        return served.name();
    }

    @Override
    public ModelVersion version() {
        return served.version();
    }

    @Override
    public ModelSignature signature() {
        return served.signature();
    }

    @Override
    public ModelConfiguration configuration() {
        return served.configuration();
    }

    @Override
    public ModelStatistics statistics() {
        return served.statistics();
    }

    @Override
    public BatchingStatus batching() {
        return served.batching();
    }

    @Override
    public List<String> labels(String output) {
        return served.labels(output);
    }

    @Override
    public boolean isQuick(long inputBytes) {
        return served.isQuick(inputBytes);
    }

    @Override
    public void infer(InferRequest request, CallContext call, InferCallback callback) {
        served.inferOrHandOver(host::findLatest, request, call, callback);
    }
}
