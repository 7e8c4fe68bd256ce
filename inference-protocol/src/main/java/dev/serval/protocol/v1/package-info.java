/// The V1 protocol of KServe and TensorFlow Serving: rows (`instances`, answered by `predictions`)
/// and columns (`inputs`, answered by `outputs`), typed by the model's signature since the wire
/// says nothing of types. Knows nothing of headers, status codes, routes or how models run.
///
/// Where the protocol leaves a choice: unknown members are passed over; values for a model with one
/// required input need no name; NaN and infinities are bare; a byte string that is not UTF-8 is
/// answered as `{"b64": "…"}`. Row answers list what each output holds along its first dimension;
/// the outputs of one answer must agree on how much that is.
@NullMarked
package dev.serval.protocol.v1;

import org.jspecify.annotations.NullMarked;
