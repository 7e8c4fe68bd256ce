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
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.SharedLoan;
import dev.serval.inference.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pmml4s.data.DataVal;
import org.pmml4s.data.GenericSeries;
import org.pmml4s.data.Series;

/// A loaded PMML model: a tensor for each field in and out.
final class PmmlModel implements Model {
    private static final String PLATFORM = "pmml_pmml4s";
    private static final int ROWS_BETWEEN_LOOKS = 64;

    private final org.pmml4s.model.Model model;
    private final DocumentFields fields;
    private final Map<String, Column> inputs;
    private final FieldType[] types;
    private final ModelSignature signature;
    private final int recordSize;
    private final long memoryBytes;

    private PmmlModel(org.pmml4s.model.Model model, DocumentFields fields, long memoryBytes) {
        this.model = model;
        this.fields = fields;
        this.signature =
                ModelSignature.ofColumns(
                        PLATFORM,
                        fields.inputs().stream().map(Column::asInput).toList(),
                        fields.outputs().stream().map(Column::asOutput).toList());
        this.inputs = new HashMap<>();
        fields.inputs().forEach(input -> inputs.put(input.name(), input));
        this.types = fields.inputs().stream().map(Column::type).toArray(FieldType[]::new);
        this.recordSize = model.usedSchema().size();
        this.memoryBytes = memoryBytes;
    }

    /// Scores one record of missing values, which completes what PMML4S makes at first use.
    static PmmlModel of(org.pmml4s.model.Model model, long memoryBytes) {
        PmmlModel loaded = new PmmlModel(model, DocumentFields.of(model), memoryBytes);
        loaded.score(loaded.recordOf(new @Nullable Tensor[loaded.types.length], 0));
        return loaded;
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        List<Column> wanted = wanted(request.outputs());
        @Nullable Tensor[] columns = new @Nullable Tensor[types.length];
        int rows = arrange(request, columns);
        Series[] results = new Series[rows];
        for (int row = 0; row < rows; row++) {
            if (row % ROWS_BETWEEN_LOOKS == 0) {
                call.requireWanted();
            }
            results[row] = score(recordOf(columns, row));
        }
        return answer(wanted, results, call);
    }

    private static InferResponse answer(List<Column> wanted, Series[] results, CallContext call) {
        List<Tensor> outputs = new ArrayList<>(wanted.size());
        Shape rows = Shape.of(results.length);
        try (SharedLoan memory = memory(wanted.size(), results.length, call)) {
            for (Column output : wanted) {
                outputs.add(new ResultColumn(output, results).toTensor(rows, memory));
            }
            return new InferResponse(Parameters.none(), outputs);
        } catch (RuntimeException failure) {
            outputs.forEach(Tensor::close);
            throw failure;
        }
    }

    /// Room for all columns of numbers, and for texts that are not long.
    private static SharedLoan memory(int columns, int rows, CallContext call) {
        return SharedLoan.of(columns, Long.BYTES * (rows + 1L), call.allocator());
    }

    /// The values of a row as PMML4S keeps them, in its order; missing where a column is.
    private Series recordOf(@Nullable Tensor[] columns, int row) {
        DataVal[] values = new DataVal[recordSize];
        for (int i = 0; i < columns.length; i++) {
            Tensor column = columns[i];
            values[i] = column == null ? FieldType.MISSING : types[i].read(column, row);
        }
        Arrays.fill(values, columns.length, recordSize, FieldType.MISSING);
        return new GenericSeries(values);
    }

    /// Scala declares no exceptions, so all are caught.
    private Series score(Series values) {
        try {
            return model.predict(values);
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

    /// Puts the request's tensors where the model's order has them, and tells how many rows they
    /// have.
    private int arrange(InferRequest request, @Nullable Tensor[] columns) {
        if (request.inputs().isEmpty()) {
            throw new InvalidInput(
                    "no field is given, expected some of %s".formatted(names(signature.inputs())));
        }
        Tensor first = request.inputs().getFirst().tensor();
        for (InferInput input : request.inputs()) {
            Tensor tensor = input.tensor();
            columns[requireField(tensor).place()] = tensor;
            if (tensor.elementCount() != first.elementCount()) {
                throw new InvalidInput(
                        "field '%s' has %d rows, expected %d like field '%s'"
                                .formatted(
                                        tensor.name(),
                                        tensor.elementCount(),
                                        first.elementCount(),
                                        first.name()));
            }
        }
        return Math.toIntExact(first.elementCount());
    }

    private Column requireField(Tensor tensor) {
        Column field = inputs.get(tensor.name());
        if (field == null) {
            throw new InvalidInput(
                    "the model has no field '%s', only %s"
                            .formatted(tensor.name(), names(signature.inputs())));
        }
        if (tensor.dataType() != field.type().dataType() || tensor.shape().rank() != 1) {
            throw new InvalidInput("field is %s, expected %s".formatted(tensor, field.asInput()));
        }
        return field;
    }

    private static List<String> names(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::name).toList();
    }

    @Override
    public long memoryBytes() {
        return memoryBytes;
    }
}
