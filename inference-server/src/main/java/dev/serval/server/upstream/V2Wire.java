package dev.serval.server.upstream;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.protocol.v2http.V2HttpBody;
import dev.serval.protocol.v2http.V2HttpRequestWriter;
import dev.serval.protocol.v2http.V2HttpResponseReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// V2 over HTTP.
///
/// @param binary whether tensors go, and are asked for, in binary
record V2Wire(boolean binary) implements PredictorWire {
    @Override
    public EncodedCall infer(ModelName model, InferRequest request, CallContext call) {
        V2HttpBody body =
                binary
                        ? V2HttpRequestWriter.writeBinary(request, call.allocator())
                        : V2HttpRequestWriter.writeJson(request, call.allocator());
        Map<String, String> headers =
                body.jsonLength().isPresent()
                        ? Map.of(
                                "content-type",
                                "application/octet-stream",
                                RestCalls.JSON_LENGTH,
                                Integer.toString(body.jsonLength().getAsInt()))
                        : Map.of("content-type", "application/json");
        return RestCalls.post(path(model) + "/infer", headers, body.message().parts(), body::close);
    }

    @Override
    public InferResponse readResponse(
            UpstreamAnswer answer, List<TensorSpec> declared, CallContext call) {
        return RestCalls.read(
                answer,
                body ->
                        V2HttpResponseReader.read(
                                body.head(),
                                body.headLength(),
                                body.tailSegment(),
                                call.allocator()));
    }

    @Override
    public EncodedCall askSignature(ModelName model) {
        return RestCalls.get(path(model));
    }

    @Override
    public Optional<ModelSignature> readSignature(UpstreamAnswer answer) {
        return RestCalls.readSignature(answer);
    }

    @Override
    public EncodedCall askReadiness(ModelName model) {
        return RestCalls.get(path(model) + "/ready");
    }

    @Override
    public boolean readReadiness(UpstreamAnswer answer) {
        return RestCalls.readReadiness(answer);
    }

    private static String path(ModelName model) {
        return "/v2/models/" + PredictorWire.segment(model);
    }
}
