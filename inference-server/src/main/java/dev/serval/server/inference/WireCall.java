package dev.serval.server.inference;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferResponse;
import dev.serval.server.catalog.ModelCatalog;

/// One inference call as its wire carries it. The [InferencePipeline] calls [#read] and [#encode]
/// on threads that may compute, or on the call's event loop, and [#refuse] on any.
public interface WireCall {
    WireProtocol protocol();

    CallContext context();

    /// Whether the call is handed over on an event loop, and [#read] takes so little time that the
    /// loop may do it.
    default boolean isQuicklyRead() {
        return false;
    }

    /// Reads the call's bytes. The request's tensors may be views of them.
    ///
    /// @throws InferenceException if they are no request, or name no model that can be called
    AddressedRequest read(ModelCatalog catalog);

    /// Writes an answer in the form that was asked for. The reply owns the response from then on;
    /// on failure it is closed.
    ///
    /// @throws InferenceException if the answer cannot be written in that form
    EncodedReply encode(AddressedRequest read, InferResponse response);

    /// Tells the caller of a failure.
    void refuse(InferenceException failure);

    /// Gives the call's bytes back; nothing reads them any more. Called once.
    void release();
}
