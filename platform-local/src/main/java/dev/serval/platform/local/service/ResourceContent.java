package dev.serval.platform.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.platform.api.yaml.ResourceJson;
import io.fabric8.kubernetes.api.model.HasMetadata;

/// What a user says in a resource, apart from what the platform adds to it.
///
/// @param specification all but the metadata and the status: a change of it is a new generation
/// @param labels the labels
/// @param annotations the annotations
record ResourceContent(JsonNode specification, JsonNode labels, JsonNode annotations) {
    private static final ObjectMapper MAPPER = ResourceJson.mapper();

    static ResourceContent of(HasMetadata resource) {
        ObjectNode tree = MAPPER.valueToTree(resource);
        tree.remove("status");
        JsonNode metadata = tree.remove("metadata");
        return new ResourceContent(tree, metadata.path("labels"), metadata.path("annotations"));
    }

    /// A copy that nobody else holds.
    static <R extends HasMetadata> R copy(R resource, Class<R> type) {
        return MAPPER.convertValue(MAPPER.valueToTree(resource), type);
    }
}
