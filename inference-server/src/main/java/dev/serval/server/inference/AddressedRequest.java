package dev.serval.server.inference;

import dev.serval.inference.request.InferRequest;
import dev.serval.server.catalog.ServedModel;

/// A request that was read, with the model that is to answer it.
public record AddressedRequest(ServedModel model, InferRequest request) {}
