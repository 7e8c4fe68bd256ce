package dev.serval.server.inference;

import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.table.TableRequest;
import dev.serval.server.catalog.ServedModel;

/// A request that was read, with the model that is to answer it.
public record AddressedRequest(ServedModel model, InferRequest request) {
    /// What the request is to be held against.
    ModelSignature signature() {
        return model.signature().asked(request.parameters());
    }

    /// The same with the inputs that its model declares, where it takes tables and was sent one in
    /// another form. It owns this one's memory.
    AddressedRequest fitted(TensorAllocator allocator) {
        InferRequest fitted = TableRequest.fit(signature(), request, allocator);
        return fitted == request ? this : new AddressedRequest(model, fitted);
    }
}
