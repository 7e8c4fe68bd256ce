package dev.serval.explainer.serving;

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
import dev.serval.server.intermediary.IntermediaryCatalog;
import dev.serval.server.statistics.ModelStatistics;

/// The predictor's model as this runtime serves it: what is to be predicted is passed on.
record PassedOnModel(ExplainerModel model, ModelSignature signature, ModelStatistics statistics)
        implements ServedModel {
    private static final ModelConfiguration CONFIGURATION =
            new ModelConfiguration("explainer", 0, "latest: 1", Parameters.none());

    @Override
    public ModelName name() {
        return model.name();
    }

    @Override
    public ModelVersion version() {
        return IntermediaryCatalog.VERSION;
    }

    @Override
    public ModelConfiguration configuration() {
        return CONFIGURATION;
    }

    @Override
    public void infer(InferRequest request, CallContext call, InferCallback callback) {
        long began = System.nanoTime();
        model.predictor()
                .infer(
                        model.predictorModel(),
                        request,
                        signature.outputs(),
                        call,
                        new InferCallback() {
                            @Override
                            public void answered(InferResponse response) {
                                long took = System.nanoTime() - began;
                                statistics.executed(ModelInvocation.rows(request), began, took);
                                callback.answered(response);
                            }

                            @Override
                            public void failed(InferenceException failure) {
                                callback.failed(failure);
                            }
                        });
    }
}
