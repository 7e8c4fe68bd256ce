package dev.serval.platform.plan.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.platform.api.yaml.ResourceJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the platform's settings from KServe's ConfigMap `inferenceservice-config`, in which each
/// value is a JSON document. A value that cannot be read leaves the setting as it was and is told.
public final class ConfigReader {
    private final JsonMapper mapper = ResourceJson.mapper();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> data;

    /// @param data the ConfigMap's data
    public ConfigReader(Map<String, String> data) {
        this.data = Map.copyOf(data);
    }

    /// What came of reading.
    ///
    /// @param problems what could not be read, by key
    public record Reading(PlatformConfig config, List<String> problems) {
        public Reading {
            problems = List.copyOf(problems);
        }
    }

    /// The settings that are written, over `defaults`.
    public Reading over(PlatformConfig defaults) {
        JsonNode service = document("inferenceService");
        JsonNode security = document("security");
        PlatformConfig config =
                new PlatformConfig(
                        mode(defaults.defaultMode()),
                        ingress(document("ingress"), defaults.ingress()),
                        resources(
                                service.path("resource"), "Request", defaults.containerRequests()),
                        resources(service.path("resource"), "Limit", defaults.containerLimits()),
                        names(
                                service.path("serviceAnnotationDisallowedList"),
                                defaults.heldBackAnnotations()),
                        names(
                                service.path("serviceLabelDisallowedList"),
                                defaults.heldBackLabels()),
                        security.path("autoMountServiceAccountToken")
                                .asBoolean(defaults.mountsServiceAccountToken()),
                        image(document("explainers").path("art"), defaults.artImage()),
                        image(document("explainers").path("serval"), defaults.explainerImage()));
        return new Reading(config, problems);
    }

    /// The container that fetches models, as it is written, over `defaults`.
    public InitializerConfig initializer(InitializerConfig defaults) {
        JsonNode written = document("storageInitializer");
        return new InitializerConfig(
                text(written, "image", defaults.image()),
                resources(written, "Request", defaults.requests()),
                resources(written, "Limit", defaults.limits()));
    }

    private JsonNode document(String key) {
        String text = data.get(key);
        if (text == null || text.isBlank()) {
            return mapper.missingNode();
        }
        try {
            JsonNode tree = mapper.readTree(text);
            if (tree.isObject()) {
                return tree;
            }
            problems.add("%s: expected a JSON object, found %s".formatted(key, tree.getNodeType()));
        } catch (JsonProcessingException malformed) {
            problems.add("%s: not JSON: %s".formatted(key, malformed.getOriginalMessage()));
        }
        return mapper.missingNode();
    }

    private DeploymentMode mode(DeploymentMode before) {
        String written = document("deploy").path("defaultDeploymentMode").asText();
        if (written.isEmpty()) {
            return before;
        }
        return DeploymentMode.find(written)
                .orElseGet(() -> {
                    problems.add(
                            "deploy: defaultDeploymentMode is '%s', expected Knative or Standard"
                                    .formatted(written));
                    return before;
                });
    }

    private static IngressConfig ingress(JsonNode written, IngressConfig before) {
        return new IngressConfig(
                text(written, "urlScheme", before.urlScheme()),
                text(written, "ingressDomain", before.domain()),
                before.knativeHosts(),
                text(written, "domainTemplate", before.standardHosts()),
                before.clusterDomain());
    }

    private static Map<String, String> resources(
            JsonNode written, String kind, Map<String, String> before) {
        Map<String, String> resources = new LinkedHashMap<>(before);
        for (String name : List.of("cpu", "memory")) {
            String value = written.path(name + kind).asText();
            if (!value.isEmpty()) {
                resources.put(name, value);
            }
        }
        return resources;
    }

    private static Set<String> names(JsonNode written, Set<String> before) {
        if (!written.isArray()) {
            return before;
        }
        Set<String> names = new LinkedHashSet<>();
        written.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static String image(JsonNode written, String before) {
        String image = written.path("image").asText();
        if (image.isEmpty()) {
            return before;
        }
        String version = written.path("defaultImageVersion").asText();
        return version.isEmpty() ? image : image + ":" + version;
    }

    private static String text(JsonNode tree, String name, String otherwise) {
        String written = tree.path(name).asText();
        return written.isEmpty() ? otherwise : written;
    }
}
