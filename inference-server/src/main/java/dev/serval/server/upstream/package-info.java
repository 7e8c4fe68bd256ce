/// The client of another server, the predictor behind a transformer or an explainer: tensors to it
/// over V1, V2 or gRPC, and tensors or its refusal back, under the deadline and the headers of the
/// call that asks for them. Knows nothing of what the tensors are for.
@NullMarked
package dev.serval.server.upstream;

import org.jspecify.annotations.NullMarked;
