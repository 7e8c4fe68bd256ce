package dev.serval.protocol.v2grpc;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// A `ModelInferRequest` as its fields come in, which is in any order.
final class RequestFields {
    private static final int MODEL_NAME = 1 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int MODEL_VERSION = 2 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int ID = 3 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int PARAMETERS = 4 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int INPUTS = 5 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int OUTPUTS = 6 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int RAW_INPUT_CONTENTS = 7 << WireFormat.TYPE_BITS | WireFormat.LENGTH;

    private static final int OUTPUT_NAME = 1 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int OUTPUT_PARAMETERS = 2 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int MOST_FIELDS_LOOKED_AT = 64;

    private final ItemBudget budget = new ItemBudget();
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final List<InputFields> inputs = new ArrayList<>(2);
    private final List<RequestedOutput> outputs = new ArrayList<>(2);
    private final List<MemorySegment> raw = new ArrayList<>(2);
    private String modelName = "";
    private String modelVersion = "";
    private String id = "";

    private RequestFields() {}

    static RequestFields read(MemorySegment message) {
        RequestFields request = new RequestFields();
        ProtoCursor in = new ProtoCursor(message);
        while (in.hasMore()) {
            request.readField(in);
        }
        request.requireDifferentNames();
        request.requireOneForm();
        return request;
    }

    /// The bytes in `raw_input_contents`, as far as the first fields of the message tell.
    static long rawBytes(MemorySegment message) {
        ProtoCursor in = new ProtoCursor(message);
        long bytes = 0;
        try {
            for (int fields = 0; in.hasMore() && fields < MOST_FIELDS_LOOKED_AT; fields++) {
                int tag = in.tag();
                long before = in.remaining();
                in.skip(tag);
                bytes += tag == RAW_INPUT_CONTENTS ? before - in.remaining() : 0;
            }
            return bytes;
        } catch (InvalidInput malformed) {
            return 0;
        }
    }

    private void readField(ProtoCursor in) {
        int tag = in.tag();
        switch (tag) {
            case MODEL_NAME -> modelName = in.text("model_name");
            case MODEL_VERSION -> modelVersion = in.text("model_version");
            case ID -> id = in.text("id");
            case PARAMETERS -> {
                budget.take();
                ParameterEntry.read(in.message("parameters"), parameters);
            }
            case INPUTS -> {
                budget.take();
                inputs.add(InputFields.read(in.message("inputs"), budget));
            }
            case OUTPUTS -> {
                budget.take();
                outputs.add(readOutput(in.message("outputs")));
            }
            case RAW_INPUT_CONTENTS -> {
                budget.take();
                raw.add(in.bytes("raw_input_contents"));
            }
            default -> in.skip(tag);
        }
    }

    private RequestedOutput readOutput(ProtoCursor in) {
        String name = "";
        Map<String, Parameter> said = new LinkedHashMap<>();
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case OUTPUT_NAME -> name = in.text("outputs.name");
                case OUTPUT_PARAMETERS -> {
                    budget.take();
                    ParameterEntry.read(in.message("outputs.parameters"), said);
                }
                default -> in.skip(tag);
            }
        }
        return new RequestedOutput(name, Parameters.of(said));
    }

    private void requireDifferentNames() {
        requireDifferent(inputs, InputFields::name, "input '%s' is there twice, expected once");
        requireDifferent(
                outputs, RequestedOutput::name, "output '%s' is asked for twice, expected once");
    }

    private static <T> void requireDifferent(
            List<T> things, Function<T, String> name, String complaint) {
        if (things.size() < 2) {
            return;
        }
        Set<String> names = new HashSet<>();
        for (T thing : things) {
            if (!names.add(name.apply(thing))) {
                throw new InvalidInput(complaint.formatted(name.apply(thing)));
            }
        }
    }

    private void requireOneForm() {
        if (raw.isEmpty()) {
            return;
        }
        for (InputFields input : inputs) {
            if (input.hasContents()) {
                throw new InvalidInput(
                        "input '%s': contents beside raw_input_contents, expected one of them"
                                .formatted(input.name()));
            }
        }
        if (raw.size() != inputs.size()) {
            throw new InvalidInput(
                    "raw_input_contents: %d entries, expected %d, one for each input"
                            .formatted(raw.size(), inputs.size()));
        }
    }

    /// The request with its tensors; none is left open on failure.
    GrpcInferRequest toRequest(TensorAllocator allocator) {
        InferRequest request =
                new InferRequest(
                        id.isEmpty() ? null : id,
                        Parameters.of(parameters),
                        tensors(allocator),
                        outputs);
        return new GrpcInferRequest(modelName, modelVersion, !raw.isEmpty(), request);
    }

    private List<InferInput> tensors(TensorAllocator allocator) {
        List<InferInput> tensors = new ArrayList<>(inputs.size());
        try {
            for (int i = 0; i < inputs.size(); i++) {
                InputFields input = inputs.get(i);
                tensors.add(
                        raw.isEmpty()
                                ? input.withContents(allocator)
                                : input.withRaw(raw.get(i), allocator));
            }
            return tensors;
        } catch (RuntimeException refused) {
            tensors.forEach(input -> input.tensor().close());
            throw refused;
        }
    }
}
