package dev.serval.platform.local.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.serval.platform.api.yaml.Problem;
import dev.serval.platform.api.yaml.ResourceFile;
import dev.serval.platform.api.yaml.ResourceJson;
import dev.serval.platform.api.yaml.ResourceReader;
import dev.serval.platform.local.revision.WorkloadState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a resource is written in the state folder: as JSON, the resource as an API server would
/// write it, and beside it what only this platform knows of it.
final class StateFormat {
    private static final String RESOURCE = "resource";
    private static final String FOLDER = "folder";
    private static final String ACCEPTED = "accepted";
    private static final String ACCEPTED_FOLDER = "acceptedFolder";
    private static final String WORKLOADS = "workloads";

    private final ObjectMapper mapper =
            ResourceJson.mapper()
                    .copy()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .enable(SerializationFeature.INDENT_OUTPUT);
    private final ResourceReader reader = new ResourceReader();

    String write(StoredResource stored) {
        ObjectNode tree = mapper.createObjectNode();
        tree.put(FOLDER, stored.folder().toString());
        if (stored.accepted() != null && stored.acceptedFolder() != null) {
            tree.put(ACCEPTED_FOLDER, stored.acceptedFolder().toString());
            tree.set(ACCEPTED, mapper.valueToTree(stored.accepted()));
        }
        tree.set(WORKLOADS, mapper.valueToTree(stored.workloads()));
        tree.set(RESOURCE, mapper.valueToTree(stored.resource()));
        try {
            return mapper.writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// @throws IOException if the text is not whole, and what is wrong with it
    StoredResource read(String file, String text) throws IOException {
        JsonNode tree = mapper.readTree(text);
        HasMetadata resource = resource(file, tree.get(RESOURCE));
        JsonNode accepted = tree.get(ACCEPTED);
        List<WorkloadState> workloads =
                tree.has(WORKLOADS)
                        ? mapper.convertValue(tree.get(WORKLOADS), new TypeReference<>() {})
                        : List.of();
        return new StoredResource(
                resource,
                folder(tree, FOLDER),
                accepted == null ? null : resource(file, accepted),
                accepted == null ? null : folder(tree, ACCEPTED_FOLDER),
                workloads);
    }

    private static Path folder(JsonNode tree, String field) throws IOException {
        if (!tree.path(field).isTextual()) {
            throw new IOException("it has no '%s'".formatted(field));
        }
        return Path.of(tree.get(field).asText());
    }

    private HasMetadata resource(String file, @Nullable JsonNode tree) throws IOException {
        if (tree == null) {
            throw new IOException("it has no '%s'".formatted(RESOURCE));
        }
        ResourceFile read = reader.read(file, tree.toString());
        if (read.hasErrors() || read.resources().size() != 1) {
            String problems =
                    String.join("; ", read.problems().stream().map(Problem::message).toList());
            throw new IOException(problems.isEmpty() ? "it holds no resource" : problems);
        }
        return read.resources().getFirst().resource();
    }
}
