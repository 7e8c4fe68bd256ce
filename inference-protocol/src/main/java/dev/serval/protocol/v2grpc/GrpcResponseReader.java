package dev.serval.protocol.v2grpc;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `inference.ModelInferResponse` of the Open Inference Protocol, as a client of another
/// server does.
public final class GrpcResponseReader {
    private static final int PARAMETERS = 4 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int OUTPUTS = 5 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int RAW_OUTPUT_CONTENTS = 6 << WireFormat.TYPE_BITS | WireFormat.LENGTH;

    private final ItemBudget budget = new ItemBudget();
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final List<InputFields> outputs = new ArrayList<>(2);
    private final List<MemorySegment> raw = new ArrayList<>(2);

    private GrpcResponseReader() {}

    /// The answer in a message. Raw tensors are views of the message where their bytes lie aligned
    /// to the element's size, and copies elsewhere.
    ///
    /// @param message a native segment without the gRPC frame's header; it has to outlive the
    ///   answer
    /// @throws InvalidInput naming the field or tensor that is wrong; all memory is given back then
    public static InferResponse read(MemorySegment message, TensorAllocator allocator) {
        GrpcResponseReader response = new GrpcResponseReader();
        ProtoCursor in = new ProtoCursor(message);
        while (in.hasMore()) {
            response.readField(in);
        }
        return response.toResponse(allocator);
    }

    private void readField(ProtoCursor in) {
        int tag = in.tag();
        switch (tag) {
            case PARAMETERS -> {
                budget.take();
                ParameterEntry.read(in.message("parameters"), parameters);
            }
            case OUTPUTS -> {
                budget.take();
                outputs.add(InputFields.read(in.message("outputs"), budget));
            }
            case RAW_OUTPUT_CONTENTS -> {
                budget.take();
                raw.add(in.bytes("raw_output_contents"));
            }
            default -> in.skip(tag);
        }
    }

    private InferResponse toResponse(TensorAllocator allocator) {
        if (!raw.isEmpty() && raw.size() != outputs.size()) {
            throw new InvalidInput(
                    "raw_output_contents: %d entries, expected %d, one for each output"
                            .formatted(raw.size(), outputs.size()));
        }
        List<Tensor> tensors = new ArrayList<>(outputs.size());
        try {
            for (int i = 0; i < outputs.size(); i++) {
                InputFields output = outputs.get(i);
                tensors.add(
                        (raw.isEmpty()
                                        ? output.withContents(allocator)
                                        : output.withRaw(raw.get(i), allocator))
                                .tensor());
            }
            return new InferResponse(Parameters.of(parameters), tensors);
        } catch (RuntimeException refused) {
            tensors.forEach(Tensor::close);
            throw refused;
        }
    }
}
