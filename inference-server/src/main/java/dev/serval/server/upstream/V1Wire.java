package dev.serval.server.upstream;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.protocol.v1.V1RequestWriter;
import dev.serval.protocol.v1.V1ResponseReader;
import dev.serval.protocol.wire.EncodedMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// V1: rows or columns of JSON.
record V1Wire() implements PredictorWire {
    @Override
    public EncodedCall infer(ModelName model, InferRequest request, CallContext call) {
        EncodedMessage message = V1RequestWriter.write(request);
        return RestCalls.post(
                "/v1/models/%s:predict".formatted(PredictorWire.segment(model)),
                Map.of("content-type", "application/json"),
                message.parts(),
                message::close);
    }

    @Override
    public InferResponse readResponse(
            UpstreamAnswer answer, List<TensorSpec> declared, CallContext call) {
        return RestCalls.read(
                answer,
                body ->
                        V1ResponseReader.read(
                                body.head(), body.headLength(), declared, call.allocator()));
    }

    /// V1 says nothing of tensors, but a server of both protocols does.
    @Override
    public EncodedCall askSignature(ModelName model) {
        return RestCalls.get("/v2/models/" + PredictorWire.segment(model));
    }

    @Override
    public Optional<ModelSignature> readSignature(UpstreamAnswer answer) {
        return answer.status() == RestCalls.OK ? RestCalls.readSignature(answer) : Optional.empty();
    }

    @Override
    public EncodedCall askReadiness(ModelName model) {
        return RestCalls.get("/v1/models/" + PredictorWire.segment(model));
    }

    @Override
    public boolean readReadiness(UpstreamAnswer answer) {
        return RestCalls.readReadiness(answer);
    }
}
