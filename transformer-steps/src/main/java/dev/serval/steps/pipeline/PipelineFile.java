package dev.serval.steps.pipeline;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.Shape;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.ConfigurationFile;
import dev.serval.server.configuration.NearestName;
import dev.serval.server.configuration.YamlMap;
import dev.serval.server.configuration.YamlValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a pipeline and holds its steps against one another.
public final class PipelineFile {
    private static final String PLATFORM = "serval_transformer";
    private static final List<String> KEYS = List.of("inputs", "before", "predictor", "after");
    private static final List<String> PREDICTOR_KEYS = List.of("model", "inputs", "outputs");
    private static final List<String> TENSOR_KEYS = List.of("name", "type", "shape");

    private final String file;
    private final Path folder;
    private final Map<String, StepKind> kinds = new LinkedHashMap<>();

    private PipelineFile(Path path, List<StepKind> kinds) {
        this.file = String.valueOf(path.getFileName());
        this.folder = path.toAbsolutePath().resolveSibling("");
        kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
    }

    /// The pipeline of a file.
    ///
    /// @param kinds the steps that it may have
    /// @throws ConfigurationException at the first thing that is wrong, with its place in the file
    public static Pipeline read(Path path, List<StepKind> kinds) throws ConfigurationException {
        PipelineFile reader = new PipelineFile(path, kinds);
        return reader.read(ConfigurationFile.text(path));
    }

    private Pipeline read(String text) throws ConfigurationException {
        YamlMap map =
                ConfigurationFile.yaml(file, text)
                        .orElseThrow(() ->
                                new ConfigurationException(
                                        "%s is empty, expected inputs, before, predictor and after"
                                                .formatted(file)));
        map.requireOnly(KEYS);
        List<TensorSpec> inputs = tensors(require(map, "inputs", "what callers send"));
        YamlMap predictor = require(map, "predictor", "the predictor's outputs").map();
        predictor.requireOnly(PREDICTOR_KEYS);
        List<TensorSpec> expected =
                tensors(require(predictor, "outputs", "what the predictor answers"));
        TensorTypes sent = TensorTypes.of(inputs, "inputs");
        List<Step> before = steps(map, "before", sent);
        List<TensorSpec> taken = taken(sent, predictor.find("inputs"));
        TensorTypes answered = TensorTypes.of(expected, "predictor.outputs");
        List<Step> after = steps(map, "after", answered);
        Optional<YamlValue> model = predictor.find("model");
        return new Pipeline(
                new ModelSignature(PLATFORM, inputs, answered.specs()),
                before,
                taken,
                model.isPresent() ? Optional.of(model.get().text()) : Optional.empty(),
                expected,
                after);
    }

    private YamlValue require(YamlMap map, String key, String what) throws ConfigurationException {
        return map.find(key)
                .orElseThrow(() ->
                        new ConfigurationException(
                                "%s: %s is missing, expected %s".formatted(file, key, what)));
    }

    private static List<TensorSpec> tensors(YamlValue list) throws ConfigurationException {
        List<TensorSpec> specs = new ArrayList<>();
        for (YamlValue element : list.elements()) {
            TensorSpec spec = tensor(element);
            if (specs.stream().anyMatch(other -> other.name().equals(spec.name()))) {
                throw element.refusal(
                        "%s: there is a tensor '%s' before".formatted(element.path(), spec.name()));
            }
            specs.add(spec);
        }
        if (specs.isEmpty()) {
            throw list.mistyped("at least one tensor");
        }
        return specs;
    }

    private static TensorSpec tensor(YamlValue element) throws ConfigurationException {
        YamlMap map = element.map();
        map.requireOnly(TENSOR_KEYS);
        YamlValue name = member(element, map, "name");
        YamlValue shape = member(element, map, "shape");
        try {
            long[] dimensions =
                    shape.wholes(-1, Integer.MAX_VALUE).stream()
                            .mapToLong(Long::longValue)
                            .toArray();
            return new TensorSpec(
                    name.text(),
                    StepOptions.dataType(member(element, map, "type")),
                    Shape.of(dimensions));
        } catch (InvalidInput refused) {
            throw shape.refusal(refused.getMessage());
        }
    }

    private static YamlValue member(YamlValue element, YamlMap map, String key)
            throws ConfigurationException {
        return map.find(key)
                .orElseThrow(() ->
                        element.refusal(
                                "%s: %s is missing, expected name, type and shape"
                                        .formatted(element.path(), key)));
    }

    /// The tensors that the predictor is sent: those that it is declared to take, or else all that
    /// the steps leave behind.
    private static List<TensorSpec> taken(TensorTypes made, Optional<YamlValue> declared)
            throws ConfigurationException {
        if (declared.isEmpty()) {
            return made.specs();
        }
        for (YamlValue element : declared.get().elements()) {
            requireMade(element, made);
        }
        return tensors(declared.get());
    }

    private static void requireMade(YamlValue element, TensorTypes made)
            throws ConfigurationException {
        TensorSpec wanted = tensor(element);
        TensorSpec found = made.find(wanted.name()).orElse(null);
        if (found == null) {
            throw element.refusal(
                    "%s: the predictor takes '%s', but the steps before it leave %s"
                            .formatted(
                                    element.path(),
                                    wanted.name(),
                                    String.join(", ", made.names())));
        }
        if (found.dataType() != wanted.dataType() || !wanted.shape().meets(found.shape())) {
            throw element.refusal(
                    "%s: the predictor takes %s%s, but is given %s"
                            .formatted(
                                    element.path(),
                                    wanted.dataType(),
                                    wanted.shape(),
                                    made.describe(wanted.name())));
        }
    }

    private List<Step> steps(YamlMap map, String key, TensorTypes types)
            throws ConfigurationException {
        List<Step> steps = new ArrayList<>();
        Optional<YamlValue> list = map.find(key);
        if (list.isPresent()) {
            for (YamlValue element : list.get().elements()) {
                steps.add(step(element, types));
            }
        }
        return steps;
    }

    /// `name` alone, or `name` with its options.
    private Step step(YamlValue element, TensorTypes types) throws ConfigurationException {
        if (!element.isMap()) {
            String name = element.text();
            StepKind kind = require(element, name);
            YamlMap none = YamlMap.none(file, element.path() + ".");
            return bind(kind, element, none, types);
        }
        YamlMap map = element.map();
        if (map.keys().size() != 1) {
            throw element.refusal(
                    "%s has the keys %s, expected the name of one step"
                            .formatted(element.path(), map.keys()));
        }
        String name = map.keys().iterator().next();
        StepKind kind = require(element, name);
        YamlMap options = map.find(name).orElseThrow().map();
        List<String> known = new ArrayList<>(kind.options());
        known.add("input");
        known.add("output");
        options.requireOnly(known);
        return bind(kind, element, options, types);
    }

    private Step bind(StepKind kind, YamlValue element, YamlMap options, TensorTypes types)
            throws ConfigurationException {
        String step = "%s (%s)".formatted(element.path(), kind.name());
        try {
            return kind.binding().bind(new StepOptions(step, element, options, folder), types);
        } catch (InvalidInput refused) {
            throw element.refusal("%s: %s".formatted(step, refused.getMessage()));
        }
    }

    private StepKind require(YamlValue element, String name) throws ConfigurationException {
        StepKind kind = kinds.get(name);
        if (kind == null) {
            String help =
                    NearestName.find(name, kinds.keySet())
                            .map("did you mean %s?"::formatted)
                            .orElse("expected one of " + String.join(", ", kinds.keySet()));
            throw element.refusal("%s: unknown step %s, %s".formatted(element.path(), name, help));
        }
        return kind;
    }
}
