package dev.serval.server.transformer;

import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.Tensor;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.catalog.ModelConfiguration;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.execution.ModelInvocation;
import dev.serval.server.statistics.ModelStatistics;
import dev.serval.server.upstream.UpstreamPredictor;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// A transformer and the predictor behind it as a model that can be called. No thread waits while
/// the predictor computes.
public final class TransformedModel implements ServedModel {
    private static final Logger LOG = Logger.getLogger(TransformedModel.class);
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
        long epochMillis = System.currentTimeMillis();
        long began = System.nanoTime();
        InferRequest prepared;
        try {
            call.requireWanted();
            prepared = guarded(() -> transformer.preprocess(request, call));
        } catch (InferenceException refusal) {
            callback.failed(refusal);
            return;
        }
        predictor.infer(
                predictorModel,
                prepared,
                transformer.predictorOutputs(),
                call,
                new InferCallback() {
                    @Override
                    public void answered(InferResponse response) {
                        InferResponse finished;
                        try {
                            finished = finish(request, response, call);
                        } catch (InferenceException refusal) {
                            failed(refusal);
                            return;
                        }
                        closeAllBut(request, prepared);
                        long took = System.nanoTime() - began;
                        statistics.executed(ModelInvocation.rows(request), took, epochMillis);
                        callback.answered(finished);
                    }

                    @Override
                    public void failed(InferenceException failure) {
                        closeAllBut(request, prepared);
                        callback.failed(failure);
                    }
                });
    }

    private InferResponse finish(InferRequest request, InferResponse response, CallContext call) {
        InferResponse finished;
        try {
            call.requireWanted();
            finished = guarded(() -> transformer.postprocess(request, response, call));
        } catch (InferenceException refusal) {
            response.close();
            throw refusal;
        }
        List<Tensor> kept = finished.outputs();
        for (Tensor output : response.outputs()) {
            if (kept.stream().noneMatch(tensor -> tensor == output)) {
                output.close();
            }
        }
        return finished;
    }

    /// Closes what was made for the predictor, and not what the caller sent.
    private static void closeAllBut(InferRequest request, InferRequest prepared) {
        for (InferInput made : prepared.inputs()) {
            boolean borrowed =
                    request.inputs().stream().anyMatch(sent -> sent.tensor() == made.tensor());
            if (!borrowed) {
                made.tensor().close();
            }
        }
    }

    private static <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (InferenceException refusal) {
            throw refusal;
        } catch (RuntimeException | Error defect) {
            LOG.error("the transformer failed in a way that is no refusal", defect);
            throw new EngineFailure(
                    "%s : %s".formatted(defect.getClass().getSimpleName(), defect.getMessage()),
                    defect);
        }
    }
}
