package dev.serval.protocol.v2grpc;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.EncodedMessage;
import dev.serval.protocol.wire.MessageParts;
import dev.serval.protocol.wire.RawTensors;

/// Writes `inference.ModelInferResponse` of the Open Inference Protocol.
public final class GrpcInferWriter {
    private static final int MODEL_NAME = 1 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int MODEL_VERSION = 2 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int ID = 3 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int PARAMETERS = 4 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int OUTPUTS = 5 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int RAW_OUTPUT_CONTENTS = 6 << WireFormat.TYPE_BITS | WireFormat.LENGTH;

    private static final int OUTPUT_NAME = 1 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int OUTPUT_DATATYPE = 2 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int OUTPUT_SHAPE = 3 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int OUTPUT_CONTENTS = 5 << WireFormat.TYPE_BITS | WireFormat.LENGTH;

    private GrpcInferWriter() {}

    /// The message that answers a request, in the form in which the request came: raw or typed.
    /// FP16 and BF16 have no typed form, so one such output makes all of them raw.
    ///
    /// The parts view the response's tensors wherever the wire has their bytes as they are: every
    /// raw output of fixed-size elements, and typed FP32, FP64 and BOOL. The response stays open
    /// until the message is sent.
    public static EncodedMessage write(
            ModelName name,
            ModelVersion version,
            GrpcInferRequest request,
            InferResponse response,
            TensorAllocator allocator) {
        ProtoBuffer head = new ProtoBuffer();
        head.tag(MODEL_NAME).text(name.value());
        head.tag(MODEL_VERSION).text(version.toString());
        String id = request.request().id();
        if (id != null) {
            head.tag(ID).text(id);
        }
        addParameters(response.parameters(), head);
        try (MessageParts parts = new MessageParts(allocator)) {
            if (request.raw() || isOnlyRaw(response)) {
                addRaw(response, head, parts);
            } else {
                addTyped(response, head, parts);
            }
            return parts.finish();
        }
    }

    private static boolean isOnlyRaw(InferResponse response) {
        for (Tensor output : response.outputs()) {
            if (ContentsField.of(output.dataType()).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static void addParameters(Parameters parameters, ProtoBuffer head) {
        parameters
                .byName()
                .forEach((key, value) ->
                        head.tag(PARAMETERS).message(ParameterEntry.encode(key, value)));
    }

    private static void addRaw(InferResponse response, ProtoBuffer head, MessageParts parts) {
        ProtoBuffer text = head;
        for (Tensor output : response.outputs()) {
            text.tag(OUTPUTS).message(describe(output));
        }
        for (Tensor output : response.outputs()) {
            text.tag(RAW_OUTPUT_CONTENTS).varint(RawTensors.byteSize(output));
            parts.add(text.segment());
            parts.addRaw(output);
            text = new ProtoBuffer();
        }
        parts.add(text.segment());
    }

    private static void addTyped(InferResponse response, ProtoBuffer head, MessageParts parts) {
        ProtoBuffer text = head;
        for (Tensor output : response.outputs()) {
            ProtoBuffer described = describe(output);
            TypedOutput typed = TypedOutput.of(output);
            described.tag(OUTPUT_CONTENTS).varint(typed.contentsSize());
            text.tag(OUTPUTS).varint(described.size() + typed.contentsSize()).append(described);
            text.append(typed.head());
            parts.add(text.segment());
            typed.addTo(parts);
            text = new ProtoBuffer();
        }
        parts.add(text.segment());
    }

    /// The name, type and shape of a tensor, which are the same fields of inputs and outputs.
    static ProtoBuffer describe(Tensor output) {
        ProtoBuffer dimensions = new ProtoBuffer();
        for (int axis = 0; axis < output.shape().rank(); axis++) {
            dimensions.varint(output.shape().dimension(axis));
        }
        return new ProtoBuffer()
                .tag(OUTPUT_NAME)
                .text(output.name())
                .tag(OUTPUT_DATATYPE)
                .text(output.dataType().name())
                .tag(OUTPUT_SHAPE)
                .message(dimensions);
    }
}
