package dev.serval.platform.api.crd;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrArray;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the generator cannot know of a schema: that unknown fields stay, which lists are merged by
/// what key, and that pods have containers.
final class CrdSchema {
    private static final List<String> COLUMNS =
            List.of(
                    "URL",
                    "Ready",
                    "Prev",
                    "Latest",
                    "PrevRolledoutRevision",
                    "LatestReadyRevision",
                    "Disabled",
                    "ModelType",
                    "Containers",
                    "Age");

    private static final String OBJECT = "object";

    private CrdSchema() {}

    static CustomResourceDefinition finished(CustomResourceDefinition crd) {
        crd.getSpec()
                .getVersions()
                .forEach(version -> {
                    finish(version.getSchema().getOpenAPIV3Schema());
                    version.getAdditionalPrinterColumns()
                            .sort(Comparator.comparingInt(CrdSchema::place));
                });
        return crd;
    }

    /// The generator sorts columns by name; a reader wants them as KServe has them.
    private static int place(CustomResourceColumnDefinition column) {
        return COLUMNS.indexOf(column.getName());
    }

    private static void finish(JSONSchemaProps root) {
        JSONSchemaProps spec = root.getProperties().get("spec");
        if (spec != null) {
            keepUnknown(spec);
            addContainers(root, spec);
        }
        JSONSchemaProps status = root.getProperties().get("status");
        if (status != null) {
            keepUnknown(status);
            mergeConditionsByType(status.getProperties());
        }
    }

    /// Nothing that a newer version may know, or that stands for a pod's field, is dropped.
    private static void keepUnknown(JSONSchemaProps schema) {
        if (schema.getProperties() != null && !schema.getProperties().isEmpty()) {
            schema.setXKubernetesPreserveUnknownFields(true);
            schema.getProperties().values().forEach(CrdSchema::keepUnknown);
        }
        if (schema.getItems() != null && schema.getItems().getSchema() != null) {
            keepUnknown(schema.getItems().getSchema());
        }
        if (schema.getAdditionalProperties() != null
                && schema.getAdditionalProperties().getSchema() != null) {
            keepUnknown(schema.getAdditionalProperties().getSchema());
        }
    }

    private static void mergeConditionsByType(Map<String, JSONSchemaProps> status) {
        JSONSchemaProps conditions = status.get("conditions");
        if (conditions != null) {
            conditions.setXKubernetesListType("map");
            conditions.setXKubernetesListMapKeys(List.of("type"));
        }
    }

    /// A pod's containers are objects; more is for the planner to say.
    private static void addContainers(JSONSchemaProps root, JSONSchemaProps spec) {
        Map<String, JSONSchemaProps> fields = spec.getProperties();
        if (fields.containsKey("supportedModelFormats")) {
            add(spec, "The containers of the pods; the one that answers is kserve-container.");
            spec.setRequired(List.of("containers"));
        }
        for (String name : List.of("predictor", "transformer", "explainer")) {
            JSONSchemaProps component = fields.get(name);
            if (component != null) {
                add(component, "Containers of the user's own.");
            }
        }
        if (fields.containsKey("supportedUriFormats")) {
            fields.put("container", container("The container that fetches."));
        }
        root.setRequired(List.of("spec"));
    }

    private static void add(JSONSchemaProps pod, String description) {
        Map<String, JSONSchemaProps> fields = new TreeMap<>(pod.getProperties());
        fields.put(
                "containers",
                new JSONSchemaPropsBuilder()
                        .withType("array")
                        .withDescription(description)
                        .withItems(new JSONSchemaPropsOrArray(List.of(), container(null)))
                        .build());
        pod.setProperties(fields);
    }

    private static JSONSchemaProps container(@Nullable String description) {
        return new JSONSchemaPropsBuilder()
                .withType(OBJECT)
                .withDescription(description)
                .withXKubernetesPreserveUnknownFields(true)
                .build();
    }
}
