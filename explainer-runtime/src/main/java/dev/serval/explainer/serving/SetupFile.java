package dev.serval.explainer.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.explainer.dataset.DataSetReader;
import dev.serval.explainer.method.NearestName;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.storage.source.StorageUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/// An explainer's file: YAML with a few keys, each of a type.
final class SetupFile {
    private static final List<String> KEYS =
            List.of(
                    "method",
                    "parameters",
                    "background",
                    "features",
                    "labels",
                    "output",
                    "modelFile",
                    "gradient",
                    "input");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String name;
    private final Path folder;
    private final Map<String, Object> values;

    private SetupFile(String name, Path folder, Map<String, Object> values) {
        this.name = name;
        this.folder = folder;
        this.values = values;
    }

    static SetupFile empty() {
        return new SetupFile("", Path.of(""), Map.of());
    }

    /// @throws InvalidInput if it cannot be read, is no YAML, or has a key that is not known
    static SetupFile read(String uri) {
        Path file = DataSetReader.path(uri).toAbsolutePath();
        try {
            return parse(uri, Objects.requireNonNull(file.getParent()), Files.readString(file));
        } catch (IOException unreadable) {
            throw new InvalidInput(
                    "explainer file %s cannot be read: %s".formatted(uri, unreadable));
        }
    }

    static SetupFile parse(String name, Path folder, String text) {
        Object root;
        try {
            root = yaml().load(text);
        } catch (YAMLException malformed) {
            throw new InvalidInput(
                    "explainer file %s is no YAML: %s".formatted(name, malformed.getMessage()));
        }
        if (root == null) {
            return new SetupFile(name, folder, Map.of());
        }
        Map<String, Object> values = new LinkedHashMap<>();
        requireMap(name, "the file", root)
                .forEach((key, value) -> {
                    String known = String.valueOf(key);
                    if (!KEYS.contains(known)) {
                        throw new InvalidInput(
                                "explainer file %s has key '%s'%s, expected one of %s"
                                        .formatted(
                                                name, known, NearestName.hint(known, KEYS), KEYS));
                    }
                    values.put(known, value);
                });
        return new SetupFile(name, folder, values);
    }

    private static Yaml yaml() {
        LoaderOptions loading = new LoaderOptions();
        DumperOptions dumping = new DumperOptions();
        return new Yaml(
                new SafeConstructor(loading),
                new Representer(dumping),
                dumping,
                loading,
                new YamlTypes());
    }

    /// What stands at that key, if anything does.
    Optional<Object> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /// The text of that key; empty if there is none.
    String text(String key) {
        return findText(key).orElse("");
    }

    /// The text of that key, if it is there and no list.
    Optional<String> findText(String key) {
        return Optional.ofNullable(values.get(key))
                .filter(value -> !(value instanceof List<?>))
                .map(Object::toString);
    }

    /// The place that the text of that key names: a URI as it is, a path from the file's folder.
    Optional<String> findPlace(String key) {
        return findText(key).map(place -> isUri(place) ? place : folder.resolve(place).toString());
    }

    static boolean isUri(String place) {
        return place.contains("://") || !StorageUri.isOfThisMachine(place);
    }

    List<String> texts(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Object::toString).toList();
        }
        throw new InvalidInput(
                "explainer file %s: %s is %s, expected a list".formatted(name, key, value));
    }

    Map<String, Object> map(String key) {
        Object value = values.get(key);
        Map<String, Object> map = new LinkedHashMap<>();
        if (value != null) {
            requireMap(name, key, value).forEach((each, of) -> map.put(String.valueOf(each), of));
        }
        return map;
    }

    /// A list as JSON, if it is there.
    Optional<String> findJson(String key) {
        if (!(values.get(key) instanceof List<?> list)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.writeValueAsString(list));
        } catch (JsonProcessingException impossible) {
            throw new InvalidInput(
                    "explainer file %s: %s cannot be read: %s"
                            .formatted(name, key, impossible.getOriginalMessage()));
        }
    }

    private static Map<?, ?> requireMap(String name, String what, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new InvalidInput(
                "explainer file %s: %s is %s, expected keys and values"
                        .formatted(name, what, value));
    }
}
