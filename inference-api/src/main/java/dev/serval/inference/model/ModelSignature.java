package dev.serval.inference.model;

import dev.serval.inference.request.Parameters;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What goes in and out of a model, in the model's own order and under its true names.
///
/// @param platform what runs it, as V2 metadata names it: `onnxruntime_onnx`
/// @param table how callers may lay its inputs out as the rows of a table; `null` if they may not
/// @param functions what a request may ask for in place of this, and this under its own name
public record ModelSignature(
        String platform,
        List<TensorSpec> inputs,
        List<TensorSpec> outputs,
        @Nullable TableForm table,
        ModelFunctions functions) {
    public ModelSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// Of a model of one function.
    public ModelSignature(
            String platform,
            List<TensorSpec> inputs,
            List<TensorSpec> outputs,
            @Nullable TableForm table) {
        this(platform, inputs, outputs, table, ModelFunctions.NONE);
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

    /// The same, of a model that has these functions, of which this is the one that is served.
    public ModelSignature servedOf(ModelFunctions functions) {
        return new ModelSignature(platform, inputs, outputs, table, functions);
    }

    /// What a request with those parameters is to be held against.
    ///
    /// @throws dev.serval.inference.failure.InvalidInput if it asks for a function that the model
    ///   has not
    public ModelSignature asked(Parameters parameters) {
        return functions.findAsked(parameters).orElse(this);
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
