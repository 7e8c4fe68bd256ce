package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The rights that are shipped are those that the operator uses: it is started without certificate
/// and lease, given services of each kind to make, change, stop and take away, and what it asked
/// for in the meantime is read from the API server's own log.
@OnCluster
@Timeout(900)
class ClusterRightsIT {
    /// Rights that the API server asks for within a request for which another one was written down:
    /// to patch what is not there is to create it, and to own an object in such a way that it holds
    /// up the deletion of its owner is to update the owner's finalizers. The operator's SDK asks
    /// for the right to update leases before it starts.
    private static final Set<String> IMPLIED =
            Set.of(
                    "create /services",
                    "create networking.internal.knative.dev/ingresses",
                    "create serving.knative.dev/services",
                    "update coordination.k8s.io/leases",
                    "update serving.kserve.io/inferenceservices/finalizers");

    private static final String STORED =
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: keys
              annotations: {serving.kserve.io/s3-endpoint: "models:80"}
            stringData: {AWS_ACCESS_KEY_ID: one, AWS_SECRET_ACCESS_KEY: two}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: reader}
            secrets: [{name: keys}]
            ---
            apiVersion: serving.kserve.io/v1alpha1
            kind: ServingRuntime
            metadata: {name: files}
            spec:
              supportedModelFormats: [{name: files, autoSelect: true}]
              containers:
                - name: kserve-container
                  image: %sserval/storage:0.1.0-SNAPSHOT
                  command: [/opt/java/bin/java, -m, jdk.httpserver, -b, 0.0.0.0, -p, "8080", -d, /mnt/models]
            ---
            apiVersion: serving.kserve.io/v1alpha1
            kind: InferenceGraph
            metadata: {name: graph}
            spec:
              nodes: {root: {routerType: Sequence, steps: [{serviceName: used}]}}
            ---
            apiVersion: serving.kserve.io/v1alpha1
            kind: TrainedModel
            metadata: {name: trained}
            spec:
              inferenceService: used
              model: {storageUri: "s3://models/iris", framework: onnx, memory: 1Gi}
            """;

    @Test
    void whatIsShippedIsWhatIsUsed(Cluster cluster) throws Exception {
        AuditLog log = AuditLog.open();
        Instant began = Instant.now();
        startAnew(cluster);
        useAll(cluster);
        List<AuditLog.Request> requests = log.since(began);

        assertThat(requests)
                .as("what the operator asked for and may not")
                .allMatch(AuditLog.Request::isAllowed);
        Set<String> used =
                requests.stream()
                        .map(AuditLog.Request::right)
                        .collect(Collectors.toCollection(TreeSet::new));
        System.err.printf("rights that the operator used: %s%n", used);
        Set<String> shipped = shipped(cluster);
        shipped.removeAll(IMPLIED);
        shipped.removeAll(used);
        assertThat(shipped).as("what is shipped and not used").isEmpty();
    }

    /// Without what an operator before it left, and then with a certificate that is none.
    private static void startAnew(Cluster cluster) throws Exception {
        cluster.operator("delete", "secret/serval-webhook-certificate", "lease/serval-operator");
        cluster.killTheOperator();
        cluster.awaitTheOperator();
        cluster.operator(
                "patch",
                "secret/serval-webhook-certificate",
                "--type=merge",
                "-p={\"data\": {\"tls.crt\": \"\", \"tls.key\": \"\", \"ca.crt\": \"\"}}");
        cluster.killTheOperator();
        cluster.awaitTheOperator();
    }

    private static void useAll(Cluster cluster) throws Exception {
        cluster.applyPatiently(STORED.formatted(cluster.registry()));
        cluster.apply(
                cluster.service("stored", "iris.onnx", "{serviceAccountName: reader}")
                        .replace("name: onnx", "name: files"));
        cluster.apply(cluster.service("used", "iris.onnx", "{}"));
        cluster.awaitReady("used");
        cluster.awaitReady("stored");
        cluster.kubectl(
                "annotate",
                "inferenceservice",
                "used",
                "serving.kserve.io/stop=true",
                "--overwrite");
        await().atMost(Cluster.PATIENCE)
                .until(() -> cluster.objectsOf("used", "ksvc,kingress,service", "name").isEmpty());
        cluster.kubectl("delete", "inferenceservices", "--all");
    }

    private static Set<String> shipped(Cluster cluster) throws Exception {
        Set<String> rights = new TreeSet<>();
        for (String role : List.of("clusterrole", "role")) {
            JsonNode rules =
                    new JsonMapper()
                            .readTree(cluster.operator("get", role, "serval-operator", "-o=json"))
                            .path("rules");
            for (JsonNode rule : rules) {
                for (String group : texts(rule.path("apiGroups"))) {
                    for (String resource : texts(rule.path("resources"))) {
                        texts(rule.path("verbs"))
                                .forEach(verb -> rights.add(verb + " " + group + "/" + resource));
                    }
                }
            }
        }
        return rights;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
