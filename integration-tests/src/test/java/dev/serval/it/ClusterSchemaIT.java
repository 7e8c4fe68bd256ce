package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a real API server keeps of resources by the custom resource definitions that are shipped.
/// They are stored as kinds of the test's own, in another group, where neither webhooks nor the
/// operator touch them and with which kubectl confuses no others.
@OnCluster
@Timeout(300)
class ClusterSchemaIT {
    private static final String GROUP = "serving.kserve.io";
    private static final String OWN_GROUP = "schemas.serval.test";
    private static final String PREFIX = "kept-";
    private static final String OWN_KIND = "Kept%s";
    private static final List<String> KINDS =
            List.of(
                    "inferenceservices",
                    "servingruntimes",
                    "clusterservingruntimes",
                    "inferencegraphs",
                    "trainedmodels",
                    "clusterstoragecontainers");

    private static Cluster cluster;

    @BeforeAll
    static void open(Cluster opened) throws Exception {
        cluster = opened;
        for (String kind : KINDS) {
            cluster.apply(ownDefinition(kind).toString());
            cluster.kubectl(
                    "wait", "--for=condition=Established", "--timeout=60s", "crd/" + own(kind));
        }
    }

    @AfterAll
    static void removeKinds() throws Exception {
        if (cluster == null) {
            return;
        }
        for (String kind : KINDS) {
            cluster.kubectl("delete", "crd/" + own(kind));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "inferenceservices, inferenceservice",
        "inferenceservices, status",
        "servingruntimes, servingruntime",
        "clusterservingruntimes, clusterservingruntime",
        "inferencegraphs, inferencegraph",
        "trainedmodels, trainedmodel",
        "clusterstoragecontainers, clusterstoragecontainer"
    })
    void everyFieldComesBackAsItWas(String kind, String file) throws Exception {
        ObjectNode given = complete(file);
        String name = given.at("/metadata/name").asText();

        cluster.run(given.toString(), "create", "--validate=strict", "-f", "-").requireSuccess();
        try {
            if (given.has("status")) {
                cluster.kubectl(
                        "patch",
                        own(kind),
                        name,
                        "--subresource=status",
                        "--type=merge",
                        "-p=" + json(given.path("status")));
            }
            JsonNode stored = json(cluster.run("", "get", own(kind), name, "-o=json"));

            for (String part : List.of("spec", "status")) {
                assertThat(stored.path(part)).as(part).isEqualTo(given.path(part));
            }
        } finally {
            cluster.kubectl("delete", own(kind), name);
        }
    }

    @Test
    void kubectlExplainsAField() throws Exception {
        assertThat(explained("v1beta1", "inferenceservice.spec.predictor.model.storageUri"))
                .contains("InferenceService", "storageUri <string>", "DESCRIPTION");
        assertThat(explained("v1alpha1", "inferencegraph.spec.nodes"))
                .contains("InferenceGraph", "nodes", "DESCRIPTION");
    }

    private static String explained(String version, String field) throws Exception {
        return cluster.kubectl("explain", "--api-version=" + GROUP + "/" + version, field);
    }

    /// A definition as it is shipped, under other names.
    private static ObjectNode ownDefinition(String kind) throws Exception {
        ObjectNode definition = read("src/main/kubernetes/crd/%s.%s.yaml".formatted(kind, GROUP));
        ObjectNode spec = definition.withObject("/spec");
        ObjectNode names = spec.withObject("/names");
        names.put("plural", PREFIX + kind)
                .put("singular", PREFIX + names.path("singular").asText())
                .put("kind", OWN_KIND.formatted(names.path("kind").asText()))
                .remove(List.of("shortNames", "listKind"));
        spec.put("group", OWN_GROUP);
        definition.withObject("/metadata").put("name", own(kind));
        return definition;
    }

    /// A resource that has every field that there is.
    private static ObjectNode complete(String file) throws Exception {
        ObjectNode resource =
                read("platform-api/src/test/resources/complete/%s.yaml".formatted(file));
        String version = resource.path("apiVersion").asText();
        resource.put("apiVersion", version.replace(GROUP, OWN_GROUP))
                .put("kind", OWN_KIND.formatted(resource.path("kind").asText()));
        resource.withObject("/metadata").put("namespace", cluster.namespace());
        if (!resource.has("spec")) {
            resource.withObject("/spec/predictor");
        }
        return resource;
    }

    /// `kept-inferenceservices.schemas.serval.test`
    private static String own(String kind) {
        return PREFIX + kind + "." + OWN_GROUP;
    }

    private static ObjectNode read(String file) throws Exception {
        return (ObjectNode) new YAMLMapper().readTree(Checkout.file(file).toFile());
    }

    private static JsonNode json(Kubectl.Outcome outcome) throws Exception {
        return new JsonMapper().readTree(outcome.requireSuccess());
    }

    private static String json(JsonNode status) {
        return "{\"status\": " + status + "}";
    }
}
