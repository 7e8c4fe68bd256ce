package dev.serval.protocol.v1;

public final class V1Writer {
    public static dev.serval.protocol.wire.EncodedMessage write(
            V1Request r, dev.serval.inference.request.InferResponse x) {
        throw new IllegalStateException();
    }
}
