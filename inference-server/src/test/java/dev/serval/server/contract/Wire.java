package dev.serval.server.contract;

import java.util.List;

/// A way to call a model.
interface Wire {
    /// The outputs of the model for those inputs.
    List<TestTensor> infer(String model, List<TestTensor> inputs) throws Exception;

    /// Whether the wire has a form for that tensor.
    default boolean carries(TestTensor tensor) {
        return true;
    }
}
