package dev.serval.fetching.stored;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One of several models that are fetched, and where a pod would have it mounted.
record StoredUri(String uri, Path mountPath) {
    private static final String EXPECTED = "[{\"uri\": \"…\", \"mountPath\": \"/mnt/models\"}]";

    /// @param json a list, as KServe's `storageUris`
    /// @throws StorageException if it is none
    static List<StoredUri> parse(String json) throws StorageException {
        List<StoredUri> uris = new ArrayList<>();
        try {
            JsonNode list = new JsonMapper().readTree(json);
            if (!list.isArray() || list.isEmpty()) {
                throw refused(json);
            }
            for (JsonNode one : list) {
                Path place = Path.of(one.path("mountPath").asText(RuntimeDefaults.MODEL_DIR));
                String uri = one.path("uri").asText("");
                if (uri.isBlank() || !place.isAbsolute() || place.getNameCount() == 0) {
                    throw refused(json);
                }
                uris.add(new StoredUri(uri, place));
            }
        } catch (JsonProcessingException | InvalidPathException broken) {
            throw refused(json);
        }
        return uris;
    }

    private static StorageException refused(String json) {
        return new StorageException(
                "serval.storage.uris is '%s', expected %s".formatted(Shown.text(json), EXPECTED));
    }
}
