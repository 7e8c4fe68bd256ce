package dev.serval.explainer.serving;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.PredictorFailure;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.request.CallContext;
import dev.serval.server.upstream.PredictorProtocol;
import dev.serval.server.upstream.UpstreamConfig;
import dev.serval.server.upstream.UpstreamPredictor;
import dev.serval.server.upstream.UpstreamSettings;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// Asks a predictor what goes in and out of its model. One that is spoken to over V1, which has no
/// words for that, is asked over V2: Serval's predictors, Triton and KServe's answer both.
final class PredictorSignature {
    private static final Logger LOG = Logger.getLogger(PredictorSignature.class);

    /// What a server answers that knows no such question.
    private static final Set<Integer> NO_ANSWER = Set.of(400, 404, 405, 422, 500, 501);

    private final Vertx vertx;
    private final UpstreamPredictor predictor;
    private final UpstreamConfig config;

    PredictorSignature(Vertx vertx, UpstreamPredictor predictor, UpstreamConfig config) {
        this.vertx = vertx;
        this.predictor = predictor;
        this.config = config;
    }

    /// What the predictor tells; empty if it does not tell.
    ///
    /// @throws InferenceException if it cannot be asked
    Optional<ModelSignature> ask(ModelName model, CallContext call) {
        return told(model, call).filter(signature -> !signature.inputs().isEmpty());
    }

    private Optional<ModelSignature> told(ModelName model, CallContext call) {
        if (config.protocol() != PredictorProtocol.V1) {
            return predictor.signature(model, call);
        }
        UpstreamSettings overV2 = UpstreamSettings.of(predictor.address(), PredictorProtocol.V2);
        try (UpstreamPredictor asked = new UpstreamPredictor(vertx, overV2)) {
            return asked.signature(model, call);
        } catch (PredictorFailure failure) {
            if (NO_ANSWER.contains(failure.status())) {
                LOG.debugf("the predictor speaks no V2: %s", failure.getMessage());
                return Optional.empty();
            }
            throw failure;
        }
    }
}
