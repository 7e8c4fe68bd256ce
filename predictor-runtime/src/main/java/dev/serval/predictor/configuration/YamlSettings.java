package dev.serval.predictor.configuration;

import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.ConfigurationFile;
import dev.serval.server.configuration.YamlMap;
import dev.serval.server.configuration.YamlValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads Serval's own `model.yaml`. Every key is optional; one that there is not is refused.
final class YamlSettings {
    private static final List<String> KEYS =
            List.of(
                    "engine",
                    "versions",
                    "threads",
                    "warmUp",
                    "required",
                    "pinned",
                    "priority",
                    "batching",
                    "inputs",
                    "outputs",
                    "labels",
                    "parameters",
                    "pipeline");
    private static final String INSIDE = "a file in the model's directory";
    private static final int MOST_THREADS = 1024;
    private static final int MOST_PRIORITY = 1000;
    private static final int MOST_SAMPLES = 10_000;

    private final String file;

    /// A reader of one file.
    ///
    /// @param file what the file is called in messages
    YamlSettings(String file) {
        this.file = file;
    }

    ReadSettings read(String text) throws ConfigurationException {
        Optional<YamlMap> root = ConfigurationFile.yaml(file, text);
        if (root.isEmpty()) {
            return ReadSettings.NONE;
        }
        YamlMap map = root.get();
        map.requireOnly(KEYS);
        YamlValue required = map.find("required").orElse(null);
        DeclaredSignature declared =
                new DeclaredSignature(
                        YamlTensors.read(map.find("inputs")),
                        YamlTensors.read(map.find("outputs")),
                        labels(map.find("labels")));
        ModelSettings settings =
                new ModelSettings(
                        text(map, "engine"),
                        versions(map.find("versions")),
                        YamlBatching.read(map.find("batching")),
                        execution(map),
                        declared,
                        required != null && required.flag(),
                        paging(map),
                        pipeline(map.find("pipeline")));
        return new ReadSettings(settings, null, List.of());
    }

    /// A file in the model's directory: a configuration that was fetched reaches nothing else.
    private static @Nullable Path pipeline(Optional<YamlValue> given)
            throws ConfigurationException {
        if (given.isEmpty()) {
            return null;
        }
        YamlValue value = given.get();
        try {
            Path file = Path.of(value.text()).normalize();
            if (file.isAbsolute() || file.startsWith("..")) {
                throw value.mistyped(INSIDE);
            }
            return file;
        } catch (InvalidPathException noPath) {
            throw value.mistyped(INSIDE);
        }
    }

    private static PagingSettings paging(YamlMap map) throws ConfigurationException {
        YamlValue priority = map.find("priority").orElse(null);
        YamlValue pinned = map.find("pinned").orElse(null);
        return new PagingSettings(
                priority == null ? 0 : (int) priority.whole(-MOST_PRIORITY, MOST_PRIORITY),
                pinned != null && pinned.flag());
    }

    private static @Nullable String text(YamlMap map, String key) throws ConfigurationException {
        YamlValue value = map.find(key).orElse(null);
        return value == null ? null : value.text();
    }

    /// `latest`, `all`, `latest: 2` or a list of versions.
    private static VersionPolicy versions(Optional<YamlValue> given) throws ConfigurationException {
        if (given.isEmpty()) {
            return VersionPolicy.DEFAULT;
        }
        YamlValue value = given.get();
        if (value.isList()) {
            return specific(value);
        }
        if (value.isMap()) {
            value.map().requireOnly(List.of("latest"));
            Optional<YamlValue> count = value.map().find("latest");
            return count.isEmpty()
                    ? VersionPolicy.DEFAULT
                    : new VersionPolicy.Latest((int) count.get().whole(1, Integer.MAX_VALUE));
        }
        return switch (value.text()) {
            case "latest" -> VersionPolicy.DEFAULT;
            case "all" -> new VersionPolicy.All();
            default -> throw value.mistyped("latest, all, {latest: N} or a list of versions");
        };
    }

    private static VersionPolicy specific(YamlValue value) throws ConfigurationException {
        SortedSet<ModelVersion> versions =
                value.wholes(1, Long.MAX_VALUE).stream()
                        .map(ModelVersion::new)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (versions.isEmpty()) {
            throw value.mistyped("at least one version");
        }
        return new VersionPolicy.Specific(versions);
    }

    private static ExecutionSettings execution(YamlMap map) throws ConfigurationException {
        YamlValue threads = map.find("threads").orElse(null);
        YamlValue warmUp = map.find("warmUp").orElse(null);
        return new ExecutionSettings(
                threads == null ? 0 : (int) threads.whole(1, MOST_THREADS),
                warmUp == null ? ExecutionSettings.DEFAULT.warmUpSamples() : samples(warmUp),
                List.of(),
                parameters(map.find("parameters")));
    }

    /// `true`, `false` or how many inferences.
    private static int samples(YamlValue warmUp) throws ConfigurationException {
        if (warmUp.isFlag()) {
            return warmUp.flag() ? ExecutionSettings.DEFAULT.warmUpSamples() : 0;
        }
        return (int) warmUp.whole(0, MOST_SAMPLES);
    }

    private static Map<String, String> labels(Optional<YamlValue> given)
            throws ConfigurationException {
        Map<String, String> files = new LinkedHashMap<>();
        if (given.isPresent()) {
            YamlMap map = given.get().map();
            for (String output : map.keys()) {
                files.put(output, map.find(output).orElseThrow().text());
            }
        }
        return files;
    }

    private static Parameters parameters(Optional<YamlValue> given) throws ConfigurationException {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        if (given.isPresent()) {
            YamlMap map = given.get().map();
            for (String name : map.keys()) {
                parameters.put(name, map.find(name).orElseThrow().parameter());
            }
        }
        return new Parameters(parameters);
    }
}
