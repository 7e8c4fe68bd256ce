package dev.serval.protocol.v1;

public final class V1Reader {
    public static V1Request read(
            byte[] b,
            int n,
            dev.serval.inference.model.ModelSignature s,
            dev.serval.inference.tensor.TensorAllocator a) {
        throw new IllegalStateException();
    }
}
