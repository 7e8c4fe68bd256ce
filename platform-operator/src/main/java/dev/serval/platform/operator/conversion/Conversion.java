package dev.serval.platform.operator.conversion;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// How the resources of a kind come from one of its versions to another. Nothing may be lost: what
/// the other version has no field for is kept in an annotation.
///
/// @param kind `InferenceService`
/// @param from the version that is read: `serving.kserve.io/v1beta1`
/// @param to the version that is written
/// @param change changes a resource in place; `apiVersion` is set afterwards
public record Conversion(String kind, String from, String to, Change change) {
    /// What has to be changed in a resource.
    @FunctionalInterface
    public interface Change {
        /// @throws IllegalArgumentException if the resource has no form in the other version; the
        ///   message names the field, the value found and the value expected
        void apply(ObjectNode resource);
    }
}
