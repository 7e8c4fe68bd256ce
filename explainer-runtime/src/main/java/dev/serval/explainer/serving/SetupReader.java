package dev.serval.explainer.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.explainer.dataset.DataSet;
import dev.serval.explainer.dataset.DataSetReader;
import dev.serval.explainer.method.NearestName;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.storage.source.StorageUri;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts together what arguments, configuration and the explainer's file say; arguments win.
final class SetupReader {
    private static final String USUAL_NAME = "explainer.yaml";
    private static final List<String> GRADIENT_KEYS = List.of("model", "output");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ExplainerConfig config;
    private final SetupFile file;
    private final Path folder;
    private final UnaryOperator<Path> places;

    private SetupReader(
            ExplainerConfig config, SetupFile file, Path folder, UnaryOperator<Path> places) {
        this.config = config;
        this.file = file;
        this.folder = folder;
        this.places = places;
    }

    /// Reads the explainer's file, and none of those that it names.
    ///
    /// @param folder where the explainer's file is, if the configuration names none
    /// @param places where a path of a pod is on this machine
    /// @throws InvalidInput naming what is wrong, and where
    static SetupReader of(ExplainerConfig config, Path folder, UnaryOperator<Path> places) {
        Path usual = folder.resolve(USUAL_NAME);
        SetupFile file =
                config.config()
                        .map(given -> placed(given, places))
                        .or(() ->
                                Files.isRegularFile(usual)
                                        ? Optional.of(usual.toString())
                                        : Optional.empty())
                        .map(SetupFile::read)
                        .orElseGet(SetupFile::empty);
        return new SetupReader(config, file, folder, places);
    }

    private static String placed(String given, UnaryOperator<Path> places) {
        return SetupFile.isUri(given) ? given : places.apply(Path.of(given)).toString();
    }

    /// What is to be fetched from stores before the setup can be read.
    List<String> stored() {
        return Stream.of(background(), modelFile())
                .flatMap(Optional::stream)
                .filter(place -> !StorageUri.isOfThisMachine(place))
                .distinct()
                .toList();
    }

    /// @param fetched where that is on this machine, by URI
    /// @throws InvalidInput naming what is wrong, and where
    ExplainerSetup read(Map<String, SetupPlace> fetched) {
        DataSet background = background(fetched);
        List<String> features = config.features().orElseGet(() -> file.texts("features"));
        List<String> named =
                features.isEmpty() && background != null ? background.names() : features;
        return new ExplainerSetup(
                config.method().orElseGet(() -> file.text("method")),
                parameters(),
                background,
                named,
                config.labels().orElseGet(() -> file.texts("labels")),
                config.output().orElseGet(() -> file.text("output")),
                modelFile().map(place -> found(place, fetched)).orElse(null),
                gradient(),
                input(background));
    }

    /// The name of an output, or of a model and perhaps its output.
    private @Nullable GradientPlace gradient() {
        Object given = file.find("gradient").orElse(null);
        if (given == null) {
            return null;
        }
        if (!(given instanceof Map<?, ?>)) {
            return new GradientPlace("", file.text("gradient"));
        }
        Map<String, Object> place = file.map("gradient");
        place.keySet().stream()
                .filter(key -> !GRADIENT_KEYS.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new InvalidInput(
                            "gradient has key '%s'%s, expected one of %s"
                                    .formatted(
                                            key,
                                            NearestName.hint(key, GRADIENT_KEYS),
                                            GRADIENT_KEYS));
                });
        return new GradientPlace(
                String.valueOf(place.getOrDefault("model", "")),
                String.valueOf(place.getOrDefault("output", "")));
    }

    /// A URI or a path that is there as it is; any other path from the explainer's folder.
    private String place(String given) {
        return SetupFile.isUri(given) || Files.exists(Path.of(given))
                ? given
                : folder.resolve(given).toString();
    }

    private Map<String, Object> parameters() {
        if (config.parameters().isEmpty()) {
            return file.map("parameters");
        }
        String text = config.parameters().get();
        try {
            return JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException malformed) {
            throw new InvalidInput(
                    "explainer parameters '%s' are no JSON object: %s"
                            .formatted(text, malformed.getOriginalMessage()));
        }
    }

    private Optional<String> background() {
        return place(config.background(), "background");
    }

    private Optional<String> modelFile() {
        return place(config.modelFile(), "modelFile");
    }

    private Optional<String> place(Optional<String> given, String key) {
        return given.map(this::place)
                .or(() -> file.findPlace(key))
                .map(place -> placed(place, places));
    }

    private static SetupPlace found(String place, Map<String, SetupPlace> fetched) {
        SetupPlace there = fetched.get(place);
        return there == null ? new SetupPlace(place, DataSetReader.path(place)) : there;
    }

    private @Nullable DataSet background(Map<String, SetupPlace> fetched) {
        Optional<String> place = background();
        if (place.isPresent()) {
            SetupPlace data = found(place.get(), fetched);
            return DataSetReader.read(data.path(), data.name());
        }
        return file.findJson("background")
                .map(rows -> DataSetReader.json(rows, "background of the explainer's file"))
                .orElse(null);
    }

    /// What rows look like: as the file says, else of the background's width.
    private @Nullable ModelSignature input(@Nullable DataSet background) {
        Map<String, Object> given = file.map("input");
        if (given.isEmpty() && background == null) {
            return null;
        }
        String type = String.valueOf(given.getOrDefault("datatype", "FP64"));
        Object shape =
                given.getOrDefault(
                        "shape",
                        background == null
                                ? List.of(-1, -1)
                                : List.of(-1, background.rows().width()));
        return new ModelSignature(
                "explainer",
                List.of(
                        new TensorSpec(
                                String.valueOf(given.getOrDefault("name", "input-0")),
                                DataType.find(type)
                                        .orElseThrow(() ->
                                                new InvalidInput(
                                                        "input.datatype is '%s', expected one of V2's"
                                                                .formatted(type))),
                                shape(shape))),
                List.of());
    }

    private static Shape shape(Object given) {
        if (!(given instanceof List<?> dimensions)
                || dimensions.isEmpty()
                || !dimensions.stream().allMatch(Number.class::isInstance)) {
            throw new InvalidInput(
                    "input.shape is %s, expected a list of dimensions such as [-1, 4]"
                            .formatted(given));
        }
        return Shape.of(
                dimensions.stream().mapToLong(each -> ((Number) each).longValue()).toArray());
    }
}
