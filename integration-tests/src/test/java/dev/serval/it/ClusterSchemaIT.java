package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a real API server keeps of resources by the custom resource definitions that are shipped.
/// They are stored under a group of the test's own, where neither webhooks nor the operator touch
/// them, and which is gone when other tests name their kinds.
@OnCluster
@Timeout(300)
class ClusterSchemaIT {
    private static final String GROUP = "serving.kserve.io";
    private static final String OWN_GROUP = "schemas.serval.test";
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
    static void open() throws Exception {
        cluster = Cluster.open();
        for (String kind : KINDS) {
            cluster.apply(own("src/main/kubernetes/crd/%s.%s.yaml".formatted(kind, GROUP)));
            cluster.kubectl(
                    "wait",
                    "--for=condition=Established",
                    "--timeout=60s",
                    "crd/%s.%s".formatted(kind, OWN_GROUP));
        }
    }

    @AfterAll
    static void close() throws Exception {
        if (cluster == null) {
            return;
        }
        for (String kind : KINDS) {
            cluster.kubectl("delete", "crd/%s.%s".formatted(kind, OWN_GROUP));
        }
        cluster.close();
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
        String text =
                own("platform-api/src/test/resources/complete/%s.yaml".formatted(file))
                        .replace("namespace: team", "namespace: " + cluster.namespace());
        if (!text.contains("spec:")) {
            text += "spec: {predictor: {}}\n";
        }
        ObjectNode given =
                json(cluster.run(text, "create", "--dry-run=client", "-o=json", "-f", "-"));
        String name = given.at("/metadata/name").asText();

        cluster.run(text, "create", "--validate=strict", "-f", "-").requireSuccess();
        try {
            if (given.has("status")) {
                cluster.kubectl(
                        "patch",
                        kind + "." + OWN_GROUP,
                        name,
                        "--subresource=status",
                        "--type=merge",
                        "-p=" + json(given.path("status")));
            }
            JsonNode stored = json(cluster.run("", "get", kind + "." + OWN_GROUP, name, "-o=json"));

            for (String part : List.of("spec", "status")) {
                assertThat(stored.path(part)).as(part).isEqualTo(given.path(part));
            }
        } finally {
            cluster.kubectl("delete", kind + "." + OWN_GROUP, name);
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

    private static String own(String file) throws Exception {
        return Files.readString(Checkout.file(file)).replace(GROUP, OWN_GROUP);
    }

    private static ObjectNode json(Cluster.Outcome outcome) throws Exception {
        return (ObjectNode) new JsonMapper().readTree(outcome.requireSuccess());
    }

    private static String json(JsonNode status) {
        return "{\"status\": " + status + "}";
    }
}
