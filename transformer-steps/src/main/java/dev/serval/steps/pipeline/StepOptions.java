package dev.serval.steps.pipeline;

import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.NearestName;
import dev.serval.server.configuration.YamlMap;
import dev.serval.server.configuration.YamlValue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/// What a pipeline says of one of its steps.
///
/// @param step the step as messages call it: `before[2] (scale)`
/// @param place the value that stands for the step in the file
/// @param map its options
/// @param folder where the files that options name are
public record StepOptions(String step, YamlValue place, YamlMap map, Path folder) {

    public Optional<YamlValue> find(String option) {
        return map.find(option);
    }

    /// @throws ConfigurationException if there is no such option
    public YamlValue require(String option) throws ConfigurationException {
        return map.find(option)
                .orElseThrow(() -> refusal("option %s is missing".formatted(option)));
    }

    /// A refusal of the whole step.
    public ConfigurationException refusal(String problem) {
        return place.refusal("%s: %s".formatted(step, problem));
    }

    /// The tensor that the option `input` names; where there is none, the only one there is.
    public TensorSpec input(TensorTypes types) throws ConfigurationException {
        Optional<YamlValue> named = map.find("input");
        if (named.isPresent()) {
            return tensor(named.get(), types);
        }
        if (types.names().size() != 1) {
            throw refusal(
                    "option input is missing, expected one of the tensors %s"
                            .formatted(String.join(", ", types.names())));
        }
        return types.specs().getFirst();
    }

    /// The tensor that a value names.
    public TensorSpec tensor(YamlValue value, TensorTypes types) throws ConfigurationException {
        String name = value.text();
        return types.find(name)
                .orElseThrow(() ->
                        value.refusal(
                                "%s: there is no tensor '%s'%s, expected one of %s"
                                        .formatted(
                                                step,
                                                name,
                                                NearestName.find(name, types.names())
                                                        .map(" (did you mean '%s'?)"::formatted)
                                                        .orElse(""),
                                                String.join(", ", types.names()))));
    }

    /// What the step's result is called: the option `output`, or else the input's own name, whose
    /// place it takes.
    public String output(TensorSpec input) throws ConfigurationException {
        Optional<YamlValue> named = map.find("output");
        return named.isPresent() ? named.get().text() : input.name();
    }

    /// Goes on only if the input is as the step takes it.
    ///
    /// @param expected in words: `a matrix of numbers`
    public void requireInput(
            TensorSpec input, TensorTypes types, Predicate<TensorSpec> fits, String expected)
            throws ConfigurationException {
        if (!fits.test(input)) {
            throw refusal(
                    "it takes %s, expected %s".formatted(types.describe(input.name()), expected));
        }
    }

    /// Notes what the step makes.
    public void makes(TensorTypes types, String name, DataType type, Shape shape) {
        types.put(new TensorSpec(name, type, shape), step);
    }

    /// A data type that an option names.
    public DataType type(String option, DataType byDefault) throws ConfigurationException {
        Optional<YamlValue> value = map.find(option);
        return value.isPresent() ? dataType(value.get()) : byDefault;
    }

    /// The data type that a value names.
    public static DataType dataType(YamlValue value) throws ConfigurationException {
        String name = value.text();
        return DataType.find(name)
                .orElseThrow(() -> value.mistyped("one of " + Arrays.toString(DataType.values())));
    }

    /// FP32 or FP64, as the option `type` says; else FP64 for an input of FP64.
    public DataType floating(TensorSpec input) throws ConfigurationException {
        DataType type =
                type("type", input.dataType() == DataType.FP64 ? DataType.FP64 : DataType.FP32);
        if (type != DataType.FP32 && type != DataType.FP64) {
            throw require("type").mistyped("FP32 or FP64");
        }
        return type;
    }
}
