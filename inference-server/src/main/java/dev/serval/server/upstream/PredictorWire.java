package dev.serval.server.upstream;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// One protocol from the client's side: requests to bytes, and answers from them.
sealed interface PredictorWire permits V1Wire, V2Wire, GrpcWire {
    /// The protocol as it is to be spoken.
    static PredictorWire of(UpstreamSettings settings) {
        return switch (settings.protocol()) {
            case V1 -> new V1Wire();
            case V2 -> new V2Wire(settings.binary());
            case GRPC_V2 -> new GrpcWire();
        };
    }

    /// An inference call. The tensors of the request may be parts of it.
    EncodedCall infer(ModelName model, InferRequest request, CallContext call);

    /// What the predictor answered. It owns the body then; on failure nobody does.
    ///
    /// @param declared the outputs that the predictor declares; empty if it does not say
    /// @throws InferenceException what the predictor said instead, or what is wrong with its answer
    InferResponse readResponse(UpstreamAnswer answer, List<TensorSpec> declared, CallContext call);

    /// The question for what goes in and out of a model.
    EncodedCall askSignature(ModelName model);

    /// What goes in and out of a model; empty if the predictor does not tell.
    ///
    /// @throws InferenceException what the predictor said instead
    Optional<ModelSignature> readSignature(UpstreamAnswer answer);

    /// The question whether a model is ready.
    EncodedCall askReadiness(ModelName model);

    /// @return whether the model is ready
    /// @throws InferenceException what the predictor said instead
    boolean readReadiness(UpstreamAnswer answer);

    /// A name as a segment of a path.
    static String segment(ModelName model) {
        return URLEncoder.encode(model.value(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
