package dev.serval.server.http;

import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.inference.AddressedRequest;

/// Reads and writes the bodies of one call in one protocol; made for one call.
interface HttpCodec {
    /// Reads the call's body.
    ///
    /// @throws dev.serval.inference.failure.InferenceException if it is no request
    InferRequest read(HttpBody body, ServedModel model, TensorAllocator allocator);

    /// Writes the answer, which owns the response from then on; on failure it is closed.
    ///
    /// @throws dev.serval.inference.failure.InferenceException if the answer has no such form
    HttpAnswer write(AddressedRequest read, InferResponse response, TensorAllocator allocator);
}
