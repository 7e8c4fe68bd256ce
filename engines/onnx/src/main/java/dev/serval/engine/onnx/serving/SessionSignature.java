package dev.serval.engine.onnx.serving;

import dev.serval.engine.onnx.ort.OrtSession;
import dev.serval.engine.onnx.ort.ValueType;
import dev.serval.engine.onnx.ort.ValueType.MapSequence;
import dev.serval.engine.onnx.ort.ValueType.TensorValue;
import dev.serval.engine.onnx.ort.ValueType.Unserved;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a session's model takes and gives, in the protocol's terms.
///
/// An output that is a sequence of maps, as ZipMap gives, is told as two tensors: its numbers under
/// the output's own name, and under `<name>_classes` the class of each, both `[rows, classes]` with
/// the classes in ascending order. The file does not say how many there are.
///
/// @param inputs those that every request needs first, then those with a value in the model
/// @param outputs in the model's order
record SessionSignature(List<TensorSpec> inputs, List<OutputTensor> outputs) {
    private static final String PLATFORM = "onnxruntime_onnx";
    private static final String CLASSES = "_classes";

    SessionSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// @throws ModelLoadException if something in it is no tensor and cannot be made one
    static SessionSignature of(OrtSession session, ModelFile file) throws ModelLoadException {
        List<TensorSpec> inputs = new ArrayList<>();
        for (Map.Entry<String, ValueType> input : session.inputs().entrySet()) {
            inputs.add(inputSpec(input, false, file));
        }
        for (Map.Entry<String, ValueType> input : session.optionalInputs().entrySet()) {
            inputs.add(inputSpec(input, true, file));
        }
        List<OutputTensor> outputs = new ArrayList<>();
        for (Map.Entry<String, ValueType> output : session.outputs().entrySet()) {
            outputs.addAll(outputTensors(output, session, file));
        }
        return new SessionSignature(inputs, outputs);
    }

    private static TensorSpec inputSpec(
            Map.Entry<String, ValueType> input, boolean optional, ModelFile file)
            throws ModelLoadException {
        String name = input.getKey();
        return switch (input.getValue()) {
            case TensorValue tensor ->
                    new TensorSpec(name, tensor.dataType(), tensor.shape(), optional);
            case MapSequence _ -> throw unserved(file, "input", name, "a sequence of maps");
            case Unserved other -> throw unserved(file, "input", name, other.description());
        };
    }

    private static List<OutputTensor> outputTensors(
            Map.Entry<String, ValueType> output, OrtSession session, ModelFile file)
            throws ModelLoadException {
        String name = output.getKey();
        return switch (output.getValue()) {
            case TensorValue(var type, var shape) ->
                    List.of(new OutputTensor.Plain(new TensorSpec(name, type, shape)));
            case MapSequence maps -> mapTensors(name, maps, session);
            case Unserved other -> throw unserved(file, "output", name, other.description());
        };
    }

    private static List<OutputTensor> mapTensors(
            String name, MapSequence maps, OrtSession session) {
        Shape shape = Shape.of(Shape.DYNAMIC, Shape.DYNAMIC);
        String classes = name + CLASSES;
        while (session.outputs().containsKey(classes)) {
            classes += "_";
        }
        return List.of(
                new OutputTensor.MapNumbers(name, new TensorSpec(name, maps.values(), shape)),
                new OutputTensor.MapClasses(name, new TensorSpec(classes, maps.keys(), shape)));
    }

    private static ModelLoadException unserved(
            ModelFile file, String role, String name, String found) {
        return new ModelLoadException(
                "%s: %s '%s' is %s, expected a tensor of a type of the Open Inference Protocol"
                        .formatted(file.name(), role, name, found));
    }

    ModelSignature toModelSignature() {
        return new ModelSignature(
                PLATFORM, inputs, outputs.stream().map(OutputTensor::spec).toList());
    }
}
