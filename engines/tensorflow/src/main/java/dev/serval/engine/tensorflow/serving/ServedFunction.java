package dev.serval.engine.tensorflow.serving;

import dev.serval.engine.tensorflow.session.Endpoint;
import dev.serval.engine.tensorflow.session.GraphSignature;
import dev.serval.engine.tensorflow.session.SavedModel;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A function of a SavedModel, in the protocol's terms. Where the file does not say how many
/// dimensions a tensor has, the model's configuration may.
///
/// @param inputs by name
/// @param outputs by name, in the signature's order
record ServedFunction(
        ModelSignature signature, Map<String, Endpoint> inputs, Map<String, Endpoint> outputs) {
    private static final String PLATFORM = "tensorflow_savedmodel";

    /// The function of that name, which the model has.
    ///
    /// @throws ModelLoadException if it takes or gives what is no tensor
    static ServedFunction of(String name, SavedModel saved, SavedModelParameters parameters)
            throws ModelLoadException {
        GraphSignature signature = Objects.requireNonNull(saved.signatures().get(name));
        List<TensorSpec> inputs = new ArrayList<>();
        Map<String, Endpoint> fed = new LinkedHashMap<>();
        for (Endpoint input : signature.inputs()) {
            Shape shape = shape(input, parameters.declaredInputs());
            inputs.add(new TensorSpec(input.name(), type(input, saved), shape));
            fed.put(input.name(), input);
        }
        List<TensorSpec> outputs = new ArrayList<>();
        Map<String, Endpoint> fetched = new LinkedHashMap<>();
        for (Endpoint output : signature.outputs()) {
            Shape shape = shape(output, parameters.declaredOutputs());
            outputs.add(new TensorSpec(output.name(), type(output, saved), shape));
            fetched.put(output.name(), output);
        }
        return new ServedFunction(new ModelSignature(PLATFORM, inputs, outputs), fed, fetched);
    }

    private static Shape shape(Endpoint endpoint, List<TensorSpec> declared) {
        if (endpoint.shape() != null) {
            return endpoint.shape();
        }
        return declared.stream()
                .filter(spec -> spec.name().equals(endpoint.name()))
                .map(TensorSpec::shape)
                .findFirst()
                .orElse(Shape.any());
    }

    private static DataType type(Endpoint endpoint, SavedModel saved) throws ModelLoadException {
        DataType type = endpoint.dataType();
        if (type == null) {
            throw new ModelLoadException(
                    "'%s' is no dense tensor of a type of the Open Inference Protocol"
                            .formatted(endpoint.name()));
        }
        if (!saved.has(endpoint)) {
            throw new ModelLoadException(
                    "'%s' stands for operation '%s', which the graph does not have"
                            .formatted(endpoint.name(), endpoint.operation()));
        }
        return type;
    }
}
