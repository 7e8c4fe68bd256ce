package dev.serval.inference.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What goes in and out of a model, in the model's own order and under its true names.
///
/// @param platform what runs it, as V2 metadata names it: `onnxruntime_onnx`
/// @param table how callers may lay its inputs out as the rows of a table; `null` if they may not
public record ModelSignature(
        String platform,
        List<TensorSpec> inputs,
        List<TensorSpec> outputs,
        @Nullable TableForm table) {
    public ModelSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// Of a model whose inputs are what they are declared as, and nothing else.
    public ModelSignature(String platform, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        this(platform, inputs, outputs, null);
    }

    /// Of a model whose only input is a matrix of features.
    public static ModelSignature ofMatrix(
            String platform, TableForm.Matrix table, List<TensorSpec> outputs) {
        return new ModelSignature(platform, List.of(table.matrix()), outputs, table);
    }

    /// Of a model whose inputs are the columns of a table, each `[-1]`.
    public static ModelSignature ofColumns(
            String platform, List<TensorSpec> columns, List<TensorSpec> outputs) {
        return new ModelSignature(platform, columns, outputs, new TableForm.Columns(columns));
    }

    public Optional<TensorSpec> findInput(String name) {
        return find(inputs, name);
    }

    public Optional<TensorSpec> findOutput(String name) {
        return find(outputs, name);
    }

    private static Optional<TensorSpec> find(List<TensorSpec> specs, String name) {
        for (TensorSpec spec : specs) {
            if (spec.name().equals(name)) {
                return Optional.of(spec);
            }
        }
        return Optional.empty();
    }
}
