package dev.serval.predictor.events;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.v1.V1Reader;
import dev.serval.protocol.v1.V1Request;
import dev.serval.protocol.v1.V1Writer;
import dev.serval.protocol.v2http.V2HttpBody;
import dev.serval.protocol.v2http.V2HttpReader;
import dev.serval.protocol.v2http.V2HttpWriter;
import dev.serval.protocol.wire.EncodedMessage;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.inference.AddressedRequest;
import dev.serval.server.inference.RequestIds;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads and writes an event's data in its protocol; made for one event.
sealed interface EventCodec {
    /// @throws dev.serval.inference.failure.InferenceException if the data is no request
    InferRequest read(byte[] data, ServedModel model, TensorAllocator allocator);

    /// The answer in JSON.
    ///
    /// @throws dev.serval.inference.failure.InferenceException if the answer has no such form
    byte[] write(AddressedRequest read, InferResponse response, TensorAllocator allocator);

    /// `instances` or `inputs` by the model's own types.
    final class V1 implements EventCodec {
        private @Nullable V1Request read;

        @Override
        public InferRequest read(byte[] data, ServedModel model, TensorAllocator allocator) {
            V1Request request = V1Reader.read(data, data.length, model.signature(), allocator);
            read = request;
            return request.request();
        }

        @Override
        public byte[] write(
                AddressedRequest addressed, InferResponse response, TensorAllocator allocator) {
            try (EncodedMessage message = V1Writer.write(Objects.requireNonNull(read), response)) {
                return message.toByteArray();
            }
        }
    }

    /// Inputs that say their types, in JSON alone.
    final class V2 implements EventCodec {
        @Override
        public InferRequest read(byte[] data, ServedModel model, TensorAllocator allocator) {
            return RequestIds.ensure(
                    V2HttpReader.read(data, data.length, MemorySegment.NULL, allocator));
        }

        @Override
        public byte[] write(
                AddressedRequest read, InferResponse response, TensorAllocator allocator) {
            ServedModel model = read.model();
            try (V2HttpBody answer =
                    V2HttpWriter.write(
                            model.name(), model.version(), read.request(), response, allocator)) {
                if (answer.jsonLength().isPresent()) {
                    throw new InvalidInput(
                            "an event is answered in JSON, expected no binary outputs");
                }
                return answer.message().toByteArray();
            }
        }
    }
}
