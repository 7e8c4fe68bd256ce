package dev.serval.platform.plan.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.platform.api.yaml.ResourceJson;
import dev.serval.platform.plan.storage.ModelStorage.Artefact;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where a pod's model comes from, in KServe's annotations: who plans a pod writes them, and who
/// completes it before it is created reads them.
public final class StorageAnnotations {
    private static final String PREFIX = "internal.serving.kserve.io/";

    /// One URI, as KServe writes it.
    private static final String SOURCE = PREFIX + "storage-initializer-sourceuri";

    /// Several URIs, as JSON: `[{"uri": …, "mountPath": …}]`.
    private static final String SOURCES = PREFIX + "storage-initializer-sources";

    /// An entry of the storage secret.
    private static final String ENTRY = PREFIX + "storage-spec";

    private static final String ENTRY_KEY = ENTRY + "-key";
    private static final String ENTRY_PARAMETERS = ENTRY + "-param";
    private static final JsonMapper MAPPER = ResourceJson.mapper();

    private StorageAnnotations() {}

    /// The annotations that say where a model comes from.
    public static Map<String, String> write(ModelStorage storage) {
        return switch (storage) {
            case ModelStorage.None _ -> Map.of();
            case ModelStorage.Artefacts fetched -> artefacts(fetched.artefacts());
            case ModelStorage.SecretEntry entry -> entry(entry);
        };
    }

    private static Map<String, String> artefacts(List<Artefact> artefacts) {
        return artefacts.size() == 1
                ? Map.of(SOURCE, artefacts.getFirst().uri())
                : Map.of(SOURCES, list(artefacts));
    }

    /// Several artefacts as JSON: `[{"uri": …, "mountPath": …}]`.
    public static String list(List<Artefact> artefacts) {
        return json(artefacts);
    }

    private static Map<String, String> entry(ModelStorage.SecretEntry entry) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(ENTRY, "true");
        putIfThere(annotations, ENTRY_KEY, entry.key());
        putIfThere(annotations, SOURCE, entry.path());
        if (!entry.parameters().isEmpty()) {
            annotations.put(ENTRY_PARAMETERS, json(new TreeMap<>(entry.parameters())));
        }
        return annotations;
    }

    private static void putIfThere(
            Map<String, String> annotations, String name, @Nullable String value) {
        if (value != null) {
            annotations.put(name, value);
        }
    }

    /// Where the model of a pod with these annotations comes from.
    ///
    /// @throws IllegalArgumentException if one of them is not what it should be
    public static ModelStorage read(Map<String, String> annotations) {
        if ("true".equals(annotations.get(ENTRY))) {
            return new ModelStorage.SecretEntry(
                    annotations.get(ENTRY_KEY),
                    annotations.get(SOURCE),
                    parsed(
                            annotations,
                            ENTRY_PARAMETERS,
                            "{}",
                            new TypeReference<Map<String, String>>() {}));
        }
        if (annotations.containsKey(SOURCES)) {
            return new ModelStorage.Artefacts(
                    parsed(annotations, SOURCES, "[]", new TypeReference<List<Artefact>>() {}));
        }
        String source = annotations.get(SOURCE);
        return source == null
                ? new ModelStorage.None()
                : new ModelStorage.Artefacts(
                        List.of(new Artefact(source, RuntimeDefaults.MODEL_DIR)));
    }

    private static <T> T parsed(
            Map<String, String> annotations, String name, String otherwise, TypeReference<T> type) {
        try {
            return MAPPER.readValue(annotations.getOrDefault(name, otherwise), type);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "annotation %s: %s".formatted(name, malformed.getOriginalMessage()), malformed);
        }
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
