package dev.serval.protocol.v2grpc;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.RawTensors;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One `InferInputTensor` or `InferOutputTensor`, which have the same fields, as they come in,
/// which is in any order: the elements are only looked at once the type and shape are known.
final class InputFields {
    private static final int NAME = 1 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int DATATYPE = 2 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int DIMENSION = 3 << WireFormat.TYPE_BITS | WireFormat.VARINT;
    private static final int SHAPE = 3 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int PARAMETERS = 4 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int CONTENTS = 5 << WireFormat.TYPE_BITS | WireFormat.LENGTH;

    private static final int MOST_DIMENSIONS = 256;

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final List<ProtoCursor> contents = new ArrayList<>(1);
    private String name = "";
    private String dataType = "";
    private long[] dimensions = new long[4];
    private int rank;

    private InputFields() {}

    static InputFields read(ProtoCursor in, ItemBudget budget) {
        InputFields input = new InputFields();
        while (in.hasMore()) {
            input.readField(in, budget);
        }
        return input;
    }

    private void readField(ProtoCursor in, ItemBudget budget) {
        int tag = in.tag();
        switch (tag) {
            case NAME -> name = in.text("inputs.name");
            case DATATYPE -> dataType = in.text("inputs.datatype");
            case DIMENSION -> addDimension(in.varint("inputs.shape"));
            case SHAPE -> {
                ProtoCursor packed = in.message("inputs.shape");
                while (packed.hasMore()) {
                    addDimension(packed.varint("inputs.shape"));
                }
            }
            case PARAMETERS -> {
                budget.take();
                ParameterEntry.read(in.message("inputs.parameters"), parameters);
            }
            case CONTENTS -> {
                budget.take();
                contents.add(in.message("inputs.contents"));
            }
            default -> in.skip(tag);
        }
    }

    private void addDimension(long dimension) {
        if (rank == MOST_DIMENSIONS) {
            throw new InvalidInput(
                    "input '%s': more than %d dimensions".formatted(name, MOST_DIMENSIONS));
        }
        if (rank == dimensions.length) {
            dimensions = Arrays.copyOf(dimensions, rank * 2);
        }
        dimensions[rank++] = dimension;
    }

    String name() {
        return name;
    }

    /// Whether there are typed elements, or something that claims to be.
    boolean hasContents() {
        for (ProtoCursor content : contents) {
            if (content.hasMore()) {
                return true;
            }
        }
        return false;
    }

    /// The input whose elements are those raw bytes.
    InferInput withRaw(MemorySegment raw, TensorAllocator allocator) {
        Tensor tensor = RawTensors.read(name, requireType(), requireShape(), raw, allocator);
        return new InferInput(tensor, Parameters.of(parameters));
    }

    /// The input whose elements are in its typed contents.
    InferInput withContents(TensorAllocator allocator) {
        TypedContents typed = TypedContents.of(name, requireType(), requireShape(), contents);
        return new InferInput(typed.toTensor(allocator), Parameters.of(parameters));
    }

    private DataType requireType() {
        return DataType.find(dataType)
                .orElseThrow(() ->
                        new InvalidInput(
                                "input '%s': datatype '%s', expected one of %s"
                                        .formatted(
                                                name,
                                                dataType,
                                                Arrays.toString(DataType.values()))));
    }

    private Shape requireShape() {
        try {
            Shape shape = Shape.of(Arrays.copyOf(dimensions, rank));
            shape.elementCount();
            return shape;
        } catch (InvalidInput refused) {
            throw new InvalidInput("input '%s': %s".formatted(name, refused.getMessage()));
        }
    }
}
