package dev.serval.server.custom;

import dev.serval.inference.engine.Model;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.Parameters;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.catalog.ModelConfiguration;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.execution.ModelInvocation;
import dev.serval.server.statistics.ModelStatistics;

/// A user's bean as a model that can be called.
record CustomModel(ModelName name, ModelVersion version, Model bean, ModelStatistics statistics)
        implements ServedModel {
    private static final ModelConfiguration CONFIGURATION =
            new ModelConfiguration("custom", 0, "latest: 1", Parameters.none());

    CustomModel(ModelName name, ModelVersion version, Model bean) {
        this(name, version, bean, new ModelStatistics());
    }

    @Override
    public ModelSignature signature() {
        return bean.signature();
    }

    @Override
    public ModelConfiguration configuration() {
        return CONFIGURATION;
    }

    @Override
    public boolean isQuick(long inputBytes) {
        return bean.stopsWhenCalledOff() && statistics.cost().isQuick(inputBytes);
    }

    @Override
    public void infer(InferRequest request, CallContext call, InferCallback callback) {
        ModelInvocation.run(bean, statistics, request, call, callback);
    }
}
