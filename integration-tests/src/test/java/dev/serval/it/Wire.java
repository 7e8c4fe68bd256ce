package dev.serval.it;

import java.util.List;

/// A way to call a model of a running predictor.
interface Wire extends AutoCloseable {
    /// The outputs for those inputs, once the answer's id was found to be the request's.
    List<WireTensor> infer(String model, String id, List<WireTensor> inputs) throws Exception;

    @Override
    void close();

    /// Every wire there is, to that predictor.
    static List<Wire> all(Predictor predictor) {
        return List.of(
                new JsonWire(predictor),
                new BinaryWire(predictor),
                GrpcWire.raw(predictor),
                GrpcWire.typed(predictor));
    }
}
