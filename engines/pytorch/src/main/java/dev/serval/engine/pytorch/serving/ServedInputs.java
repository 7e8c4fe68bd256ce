package dev.serval.engine.pytorch.serving;

import dev.serval.engine.pytorch.script.ForwardSignature;
import dev.serval.engine.pytorch.script.ScriptArgument;
import dev.serval.engine.pytorch.script.ScriptType;
import dev.serval.engine.pytorch.torch.Arguments;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A module's inputs, in the order in which it takes them. TorchScript tells their names, and
/// whether they may be left out; types and shapes are what the model's configuration declares, or
/// FP32 of any shape.
record ServedInputs(Form form, List<TensorSpec> specs) {
    /// How the module takes them.
    enum Form {
        SEPARATE,
        LISTED,
        NAMED
    }

    ServedInputs {
        specs = List.copyOf(specs);
    }

    /// @throws ModelLoadException if the module takes what is no tensor, or what is declared does
    ///   not go with what it takes
    static ServedInputs of(ForwardSignature forward, List<TensorSpec> declared)
            throws ModelLoadException {
        List<ScriptArgument> arguments = forward.arguments();
        ScriptType first = arguments.isEmpty() ? ScriptType.OTHER : arguments.getFirst().type();
        return switch (first) {
            case LIST, MAP -> together(arguments, first, declared);
            case TENSOR, OPTIONAL_TENSOR, OTHER -> separate(arguments, declared);
        };
    }

    private static ServedInputs together(
            List<ScriptArgument> arguments, ScriptType type, List<TensorSpec> declared)
            throws ModelLoadException {
        requireDefaults(arguments.subList(1, arguments.size()));
        if (declared.isEmpty()) {
            throw new ModelLoadException(
                    "its forward takes '%s' (%s), expected the tensors in it to be declared as inputs in model.yaml or config.pbtxt"
                            .formatted(
                                    arguments.getFirst().name(), arguments.getFirst().written()));
        }
        return new ServedInputs(type == ScriptType.LIST ? Form.LISTED : Form.NAMED, declared);
    }

    private static ServedInputs separate(List<ScriptArgument> arguments, List<TensorSpec> declared)
            throws ModelLoadException {
        List<ScriptArgument> tensors =
                arguments.stream().takeWhile(argument -> argument.type().isOneTensor()).toList();
        requireDefaults(arguments.subList(tensors.size(), arguments.size()));
        if (tensors.isEmpty()) {
            throw new ModelLoadException("its forward takes no tensor, expected at least one");
        }
        List<@Nullable TensorSpec> placed = place(tensors, declared);
        List<TensorSpec> specs = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            specs.add(spec(tensors.get(i), placed.get(i), declared));
        }
        return new ServedInputs(Form.SEPARATE, specs);
    }

    private static TensorSpec spec(
            ScriptArgument argument, @Nullable TensorSpec placed, List<TensorSpec> declared)
            throws ModelLoadException {
        boolean optional = argument.hasDefault() || argument.type() == ScriptType.OPTIONAL_TENSOR;
        if (placed != null) {
            return new TensorSpec(placed.name(), placed.dataType(), placed.shape(), optional);
        }
        if (!declared.isEmpty() && !optional) {
            throw new ModelLoadException(
                    "its forward takes '%s', which is not declared beside %s"
                            .formatted(argument.name(), names(declared)));
        }
        return new TensorSpec(argument.name(), DataType.FP32, Shape.any(), optional);
    }

    /// What is declared for each argument, by its name or else its place.
    private static List<@Nullable TensorSpec> place(
            List<ScriptArgument> arguments, List<TensorSpec> declared) throws ModelLoadException {
        List<@Nullable TensorSpec> placed = new ArrayList<>();
        arguments.forEach(_ -> placed.add(null));
        for (int i = 0; i < declared.size(); i++) {
            TensorSpec spec = declared.get(i);
            int index = find(arguments, spec.name()).orElse(TensorPlace.of(spec, i));
            if (index >= arguments.size() || placed.get(index) != null) {
                throw new ModelLoadException(
                        "input '%s' is declared, which stands for none of the arguments of its forward: %s"
                                .formatted(
                                        spec.name(),
                                        arguments.stream().map(ScriptArgument::name).toList()));
            }
            placed.set(index, spec);
        }
        return placed;
    }

    private static Optional<Integer> find(List<ScriptArgument> arguments, String name) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).name().equals(name)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static void requireDefaults(List<ScriptArgument> others) throws ModelLoadException {
        for (ScriptArgument argument : others) {
            if (!argument.hasDefault()) {
                throw new ModelLoadException(
                        "its forward takes '%s' (%s), expected tensors or a default"
                                .formatted(argument.name(), argument.written()));
            }
        }
    }

    private static List<String> names(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::name).toList();
    }

    /// Whether it is declared how many dimensions each of them has.
    boolean areRanked() {
        return specs.stream().allMatch(spec -> spec.shape().isRanked());
    }

    /// The request's tensors as the module takes them.
    ///
    /// @throws InvalidInput if one is not as it should be, or one is there without those before it
    Arguments arguments(InferRequest request) {
        Map<String, Tensor> given = new LinkedHashMap<>();
        for (TensorSpec spec : specs) {
            Optional<Tensor> tensor = request.findInput(spec.name());
            if (tensor.isPresent()) {
                requireAllBefore(spec, given);
                requireFits(tensor.get(), spec);
                given.put(spec.name(), tensor.get());
            } else if (!spec.optional()) {
                throw new InvalidInput(
                        "input '%s' is missing, expected %s".formatted(spec.name(), names(specs)));
            }
        }
        List<Tensor> inOrder = List.copyOf(given.values());
        return switch (form) {
            case SEPARATE -> new Arguments.Separate(inOrder);
            case LISTED -> new Arguments.Listed(inOrder);
            case NAMED -> new Arguments.Named(given);
        };
    }

    private void requireAllBefore(TensorSpec spec, Map<String, Tensor> given) {
        TensorSpec last = given.size() < specs.size() ? specs.get(given.size()) : spec;
        if (!last.name().equals(spec.name())) {
            throw new InvalidInput(
                    "input '%s' is given without '%s', which comes before it"
                            .formatted(spec.name(), last.name()));
        }
    }

    private static void requireFits(Tensor tensor, TensorSpec spec) {
        if (tensor.dataType() != spec.dataType() || !spec.shape().accepts(tensor.shape())) {
            throw new InvalidInput(
                    "input '%s' is %s%s, expected %s%s"
                            .formatted(
                                    spec.name(),
                                    tensor.dataType(),
                                    tensor.shape(),
                                    spec.dataType(),
                                    spec.shape()));
        }
    }
}
