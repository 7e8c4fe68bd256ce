package dev.serval.protocol.v2grpc;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.EncodedMessage;
import dev.serval.protocol.wire.MessageParts;
import dev.serval.protocol.wire.RawTensors;

/// Writes `inference.ModelInferRequest` of the Open Inference Protocol, as a client of another
/// server does.
public final class GrpcRequestWriter {
    private static final int MODEL_NAME = 1 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int ID = 3 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int PARAMETERS = 4 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int INPUTS = 5 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int OUTPUTS = 6 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int RAW_INPUT_CONTENTS = 7 << WireFormat.TYPE_BITS | WireFormat.LENGTH;

    private static final int INPUT_PARAMETERS = 4 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int OUTPUT_NAME = 1 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int OUTPUT_PARAMETERS = 2 << WireFormat.TYPE_BITS | WireFormat.LENGTH;

    private GrpcRequestWriter() {}

    /// The message, with raw tensors, which is how the answer comes then.
    ///
    /// @param allocator where the memory for BYTES inputs comes from; inputs of fixed-size elements
    ///   are parts of the message as they are, so the request stays open until it is sent
    public static EncodedMessage write(
            ModelName name, InferRequest request, TensorAllocator allocator) {
        ProtoBuffer head = new ProtoBuffer();
        head.tag(MODEL_NAME).text(name.value());
        String id = request.id();
        if (id != null) {
            head.tag(ID).text(id);
        }
        addParameters(request.parameters(), PARAMETERS, head);
        for (InferInput input : request.inputs()) {
            ProtoBuffer described = GrpcInferWriter.describe(input.tensor());
            addParameters(input.parameters(), INPUT_PARAMETERS, described);
            head.tag(INPUTS).message(described);
        }
        for (RequestedOutput output : request.outputs()) {
            ProtoBuffer asked = new ProtoBuffer().tag(OUTPUT_NAME).text(output.name());
            addParameters(output.parameters(), OUTPUT_PARAMETERS, asked);
            head.tag(OUTPUTS).message(asked);
        }
        try (MessageParts parts = new MessageParts(allocator)) {
            addRaw(request, head, parts);
            return parts.finish();
        }
    }

    private static void addParameters(Parameters parameters, int field, ProtoBuffer owner) {
        parameters
                .byName()
                .forEach((key, value) ->
                        owner.tag(field).message(ParameterEntry.encode(key, value)));
    }

    private static void addRaw(InferRequest request, ProtoBuffer head, MessageParts parts) {
        ProtoBuffer text = head;
        for (InferInput input : request.inputs()) {
            text.tag(RAW_INPUT_CONTENTS).varint(RawTensors.byteSize(input.tensor()));
            parts.add(text.segment());
            parts.addRaw(input.tensor());
            text = new ProtoBuffer();
        }
        parts.add(text.segment());
    }
}
