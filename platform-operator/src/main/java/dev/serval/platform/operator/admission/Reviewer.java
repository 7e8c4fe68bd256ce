package dev.serval.platform.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;

/// Looks at one kind of resource before it is stored.
interface Reviewer {
    /// @param object the resource as it would be stored
    /// @param old the resource that it replaces; a missing node where there is none
    /// @param namespace where it would be stored; empty for what has no namespace
    /// @throws com.fasterxml.jackson.core.JsonProcessingException if it cannot be read as its kind
    Review review(JsonNode object, JsonNode old, String namespace)
            throws com.fasterxml.jackson.core.JsonProcessingException;
}
