package dev.serval.engine.pmml.serving;

import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A loaded PMML model: a tensor for each field in and out.
final class PmmlModel implements Model {
    private static final String PLATFORM = "pmml_pmml4s";
    private static final int ROWS_BETWEEN_LOOKS = 64;

    private final org.pmml4s.model.Model model;
    private final DocumentFields fields;
    private final ModelSignature signature;
    private final long memoryBytes;

    private PmmlModel(org.pmml4s.model.Model model, DocumentFields fields, long memoryBytes) {
        this.model = model;
        this.fields = fields;
        this.signature =
                ModelSignature.ofColumns(
                        PLATFORM,
                        fields.inputs().stream().map(Column::asInput).toList(),
                        fields.outputs().stream().map(Column::asOutput).toList());
        this.memoryBytes = memoryBytes;
    }

    /// Scores one record of missing values, which completes what PMML4S makes at first use.
    static PmmlModel of(org.pmml4s.model.Model model, long memoryBytes) {
        PmmlModel loaded = new PmmlModel(model, DocumentFields.of(model), memoryBytes);
        loaded.score(new @Nullable Object[loaded.fields.inputs().size()]);
        return loaded;
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        List<Column> wanted = wanted(request.outputs());
        int rows = requireEquallyManyRows(request);
        List<@Nullable Tensor> inputs = new ArrayList<>();
        fields.inputs().forEach(input -> inputs.add(request.findInput(input.name()).orElse(null)));
        List<@Nullable Object[]> results = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            if (row % ROWS_BETWEEN_LOOKS == 0) {
                call.requireWanted();
            }
            results.add(score(recordOf(inputs, row)));
        }
        return answer(wanted, results, call);
    }

    private static InferResponse answer(
            List<Column> wanted, List<@Nullable Object[]> results, CallContext call) {
        List<Tensor> outputs = new ArrayList<>(wanted.size());
        try {
            for (Column output : wanted) {
                outputs.add(new ResultColumn(output, results).toTensor(call.allocator()));
            }
            return new InferResponse(Parameters.none(), outputs);
        } catch (RuntimeException failure) {
            outputs.forEach(Tensor::close);
            throw failure;
        }
    }

    private @Nullable Object[] recordOf(List<@Nullable Tensor> inputs, int row) {
        @Nullable Object[] values = new @Nullable Object[inputs.size()];
        for (int i = 0; i < values.length; i++) {
            Tensor tensor = inputs.get(i);
            values[i] = tensor == null ? null : fields.inputs().get(i).type().read(tensor, row);
        }
        return values;
    }

    /// Scala declares no exceptions, so all are caught.
    private @Nullable Object[] score(@Nullable Object[] values) {
        try {
            return model.predict((Object) values);
        } catch (Exception reason) {
            throw new EngineFailure(String.valueOf(reason.getMessage()), reason);
        }
    }

    private List<Column> wanted(List<RequestedOutput> requested) {
        if (requested.isEmpty()) {
            return fields.outputs();
        }
        return requested.stream().map(output -> requireOutput(output.name())).toList();
    }

    private Column requireOutput(String name) {
        return fields.outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInput(
                                "the model has no output '%s', only %s"
                                        .formatted(name, names(signature.outputs()))));
    }

    private int requireEquallyManyRows(InferRequest request) {
        if (request.inputs().isEmpty()) {
            throw new InvalidInput(
                    "no field is given, expected some of %s".formatted(names(signature.inputs())));
        }
        InferInput first = request.inputs().getFirst();
        for (InferInput input : request.inputs()) {
            requireField(input.tensor());
            if (input.tensor().elementCount() != first.tensor().elementCount()) {
                throw new InvalidInput(
                        "field '%s' has %d rows, expected %d like field '%s'"
                                .formatted(
                                        input.name(),
                                        input.tensor().elementCount(),
                                        first.tensor().elementCount(),
                                        first.name()));
            }
        }
        return Math.toIntExact(first.tensor().elementCount());
    }

    private void requireField(Tensor tensor) {
        TensorSpec spec =
                signature
                        .findInput(tensor.name())
                        .orElseThrow(() ->
                                new InvalidInput(
                                        "the model has no field '%s', only %s"
                                                .formatted(
                                                        tensor.name(), names(signature.inputs()))));
        if (tensor.dataType() != spec.dataType() || tensor.shape().rank() != 1) {
            throw new InvalidInput("field is %s, expected %s".formatted(tensor, spec));
        }
    }

    private static List<String> names(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::name).toList();
    }

    @Override
    public long memoryBytes() {
        return memoryBytes;
    }
}
