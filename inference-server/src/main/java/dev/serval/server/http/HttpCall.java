package dev.serval.server.http;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferResponse;
import dev.serval.server.body.BodyCollector;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.inference.AddressedRequest;
import dev.serval.server.inference.EncodedReply;
import dev.serval.server.inference.ModelAddress;
import dev.serval.server.inference.WireCall;
import dev.serval.server.inference.WireProtocol;

/// An inference call over HTTP, read and written by the codec of its protocol.
final class HttpCall implements WireCall {
    /// JSON of that many bytes takes some 50 µs.
    private static final long QUICKLY_READ = 1 << 14;

    /// Binary tensors are taken as they are, but for a look at BOOL and BYTES.
    private static final long QUICKLY_TAKEN = 1 << 21;

    private final HttpExchange exchange;
    private final InferPath path;
    private final HttpCodec codec;
    private final BodyCollector body;
    private final CallContext context;
    private final AnswerForms forms;

    HttpCall(
            HttpExchange exchange,
            InferPath path,
            BodyCollector body,
            CallContext context,
            AnswerForms forms) {
        this.exchange = exchange;
        this.path = path;
        this.body = body;
        this.context = context;
        this.forms = forms;
        HttpCodec data = codecOf(path.protocol());
        this.codec =
                path.isExplanation()
                        ? new ExplainCodec(data, path.protocol(), exchange)
                        : new EventCodec(data, exchange.headers(), forms.events());
    }

    private static HttpCodec codecOf(WireProtocol protocol) {
        return switch (protocol) {
            case V1 -> new V1Codec();
            case V2 -> new V2Codec();
            case GRPC -> throw new IllegalArgumentException("gRPC has no HTTP path");
        };
    }

    @Override
    public WireProtocol protocol() {
        return path.protocol();
    }

    @Override
    public CallContext context() {
        return context;
    }

    @Override
    public boolean isQuicklyRead() {
        return body.headLength() <= QUICKLY_READ && body.length() <= QUICKLY_TAKEN;
    }

    @Override
    public AddressedRequest read(ModelCatalog catalog) {
        ServedModel named = ModelAddress.of(path.model(), path.version()).requireFrom(catalog);
        ServedModel model = path.isExplanation() ? forms.explainers().explaining(named) : named;
        body.requireCompleteHead();
        return new AddressedRequest(
                model, codec.read(HttpBody.of(body), model, context.allocator()));
    }

    @Override
    public EncodedReply encode(AddressedRequest read, InferResponse response) {
        HttpAnswer answer = codec.write(read, response, context.allocator());
        HttpAnswer packed =
                answer.byteSize() < forms.compressFrom()
                        ? answer
                        : AnswerCompression.acceptedBy(exchange.headers())
                                .map(coding -> coding.compress(answer))
                                .orElse(answer);
        return new EncodedReply() {
            @Override
            public void send() {
                exchange.send(packed);
            }

            @Override
            public void close() {
                packed.memory().close();
            }
        };
    }

    @Override
    public void refuse(InferenceException failure) {
        exchange.refuse(failure);
    }

    @Override
    public void release() {
        body.close();
    }
}
