package dev.serval.server.transformer;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.server.catalog.BatchingStatus;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.catalog.ModelConfiguration;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.inference.SignatureCheck;
import dev.serval.server.statistics.ModelStatistics;
import java.util.List;

/// A model behind its transformer: called as the transformer says, and in all else the model. It is
/// never quick, as a transformer may block.
record CollocatedModel(ModelName name, Collocation collocation, ServedModel model)
        implements ServedModel {
    @Override
    public ModelVersion version() {
        return model.version();
    }

    @Override
    public ModelSignature signature() {
        return collocation.signature();
    }

    @Override
    public ModelConfiguration configuration() {
        return model.configuration();
    }

    @Override
    public ModelStatistics statistics() {
        return model.statistics();
    }

    @Override
    public BatchingStatus batching() {
        return model.batching();
    }

    @Override
    public List<String> labels(String output) {
        return model.labels(output);
    }

    @Override
    public void infer(InferRequest request, CallContext call, InferCallback callback) {
        new TransformedCall(collocation.transformer(), request, call).infer(this::ask, callback);
    }

    private void ask(InferRequest prepared, CallContext call, InferCallback callback) {
        try {
            ModelSignature asked = model.signature().asked(prepared.parameters());
            SignatureCheck.require(model.name(), asked, prepared);
        } catch (InferenceException refusal) {
            callback.failed(refusal);
            return;
        }
        model.infer(prepared, call, callback);
    }
}
