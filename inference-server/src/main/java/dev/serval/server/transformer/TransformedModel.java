package dev.serval.server.transformer;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.catalog.ModelConfiguration;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.execution.ModelInvocation;
import dev.serval.server.statistics.ModelStatistics;
import dev.serval.server.upstream.UpstreamPredictor;

/// A transformer and the predictor behind it, a process of its own, as a model that can be called.
public final class TransformedModel implements ServedModel {
    private static final ModelConfiguration CONFIGURATION =
            new ModelConfiguration("transformer", 0, "latest: 1", Parameters.none());

    private final ModelName name;
    private final ModelVersion version;
    private final ModelName predictorModel;
    private final Transformer transformer;
    private final UpstreamPredictor predictor;
    private final ModelStatistics statistics = new ModelStatistics();

    public TransformedModel(
            ModelName name,
            ModelVersion version,
            Transformer transformer,
            UpstreamPredictor predictor) {
        this.name = name;
        this.version = version;
        this.predictorModel = transformer.predictorModel().map(ModelName::new).orElse(name);
        this.transformer = transformer;
        this.predictor = predictor;
    }

    /// What the predictor calls its model.
    public ModelName predictorModel() {
        return predictorModel;
    }

    @Override
    public ModelName name() {
        return name;
    }

    @Override
    public ModelVersion version() {
        return version;
    }

    @Override
    public ModelSignature signature() {
        return transformer.signature();
    }

    @Override
    public ModelConfiguration configuration() {
        return CONFIGURATION;
    }

    @Override
    public ModelStatistics statistics() {
        return statistics;
    }

    @Override
    public void infer(InferRequest request, CallContext call, InferCallback callback) {
        new TransformedCall(transformer, request, call)
                .infer(this::ask, new Counted(ModelInvocation.rows(request), callback));
    }

    private void ask(InferRequest prepared, CallContext call, InferCallback callback) {
        predictor.infer(predictorModel, prepared, transformer.predictorOutputs(), call, callback);
    }

    /// Counts a call that was answered.
    private final class Counted implements InferCallback {
        private final long began = System.nanoTime();
        private final long rows;
        private final InferCallback callback;

        Counted(long rows, InferCallback callback) {
            this.rows = rows;
            this.callback = callback;
        }

        @Override
        public void answered(InferResponse response) {
            statistics.executed(rows, began, System.nanoTime() - began);
            callback.answered(response);
        }

        @Override
        public void failed(InferenceException failure) {
            callback.failed(failure);
        }
    }
}
