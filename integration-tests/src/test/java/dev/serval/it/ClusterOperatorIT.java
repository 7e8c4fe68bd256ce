package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The operator itself on a real cluster: who leads, what a lost API server does to it, and that it
/// writes nothing where nothing changed.
@OnCluster
@Timeout(900)
class ClusterOperatorIT {
    private static final Pattern RECONCILIATIONS =
            Pattern.compile("(?m)^reconciliations_success_total\\{[^}]*\\} (\\S+)$");

    private static Cluster cluster;

    @BeforeAll
    static void open(Cluster opened) {
        cluster = opened;
    }

    @Test
    void whereTheOneThatLeadsIsKilledTheOtherTakesOver() throws Exception {
        cluster.operator("scale", "deployment/serval-operator", "--replicas=2");
        try {
            cluster.awaitTheOperator();
            String leader = leader();
            assertThat(pods()).hasSize(2).contains(leader);

            cluster.operator("delete", "pod", leader, "--force", "--grace-period=0");
            long killed = System.nanoTime();
            cluster.applyPatiently(cluster.service("led", "iris.onnx", "{}"));

            cluster.awaitReady("led");
            System.err.printf(
                    "a service that was applied when the leading operator was killed was ready"
                            + " after %d ms%n",
                    Duration.ofNanos(System.nanoTime() - killed).toMillis());
            assertThat(leader()).isNotEqualTo(leader);
        } finally {
            cluster.operator("scale", "deployment/serval-operator", "--replicas=1");
            cluster.awaitTheOperator();
        }
    }

    @Test
    void anApiServerThatIsKilledHoldsUpNothingForGood() throws Exception {
        String program = System.getenv("SERVAL_CLUSTER");
        if (program == null) {
            abort("SERVAL_CLUSTER names no program that kills an API server");
        }
        cluster.apply(cluster.service("before", "iris.onnx", "{}"));
        assertThat(ClusterSetup.run(program, "restart-api-server")).isEmpty();

        cluster.awaitReady("before");

        cluster.serve("before", "forest.onnx", "{}");
        cluster.kubectl("label", "ksvc", "before-predictor", "component=other", "--overwrite");
        await().atMost(Cluster.PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        cluster.fieldOf(
                                                "ksvc/before-predictor",
                                                "{.metadata.labels.component}"))
                                .isEqualTo("predictor"));
    }

    @Test
    void whereNothingChangedNothingIsWritten() throws Exception {
        AuditLog log = AuditLog.open();
        for (String name : List.of("quiet-a", "quiet-b", "quiet-c")) {
            cluster.apply(cluster.service(name, "iris.onnx", "{}"));
        }
        for (String name : List.of("quiet-a", "quiet-b", "quiet-c")) {
            cluster.awaitReady(name);
        }
        awaitQuiet(log);
        double before = reconciliations();
        Instant began = Instant.now();

        cluster.operator(
                "annotate",
                "configmap",
                "inferenceservice-config",
                "serval.dev/looked-at=" + began,
                "--overwrite");

        await().atMost(Cluster.PATIENCE).until(() -> reconciliations() >= before + 3);
        assertThat(writes(log, began)).isEmpty();
    }

    @Test
    void whatAnotherManagerAddsStaysThroughOurOwnChanges() throws Exception {
        cluster.serve("shared", "iris.onnx", "{}");
        cluster.run(
                        """
                        apiVersion: serving.knative.dev/v1
                        kind: Service
                        metadata:
                          name: shared-predictor
                          labels: {team: blue}
                          annotations: {example.com/note: kept}
                        """,
                        "apply",
                        "--server-side",
                        "--field-manager=blue",
                        "-f",
                        "-")
                .requireSuccess();

        cluster.serve("shared", "forest.onnx", "{labels: {stage: second}}");

        assertThat(
                        cluster.fieldOf(
                                "ksvc/shared-predictor",
                                "{.metadata.labels.team}"
                                        + " {.metadata.annotations.example\\.com/note}"
                                        + " {.metadata.managedFields[*].manager}"))
                .startsWith("blue kept ")
                .contains("serval", "blue");
    }

    /// Until the last that was reported of the services is some time ago.
    private static void awaitQuiet(AuditLog log) {
        await().atMost(Cluster.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> writes(log, Instant.now().minusSeconds(5)).isEmpty());
    }

    /// What was written in the namespace, which is the operator's leases' not.
    private static List<AuditLog.Request> writes(AuditLog log, Instant since) throws Exception {
        return log.since(since).stream()
                .filter(AuditLog.Request::isWrite)
                .filter(request -> request.namespace().equals(cluster.namespace()))
                .toList();
    }

    private static double reconciliations() throws Exception {
        Matcher counter = RECONCILIATIONS.matcher(cluster.metricsOfTheOperator(leader()));
        double sum = 0;
        while (counter.find()) {
            sum += Double.parseDouble(counter.group(1));
        }
        return sum;
    }

    private static String leader() throws Exception {
        return cluster.operator(
                "get", "lease", "serval-operator", "-o=jsonpath={.spec.holderIdentity}");
    }

    private static List<String> pods() throws Exception {
        return cluster.operator(
                        "get",
                        "pods",
                        "--selector=app.kubernetes.io/name=serval-operator",
                        "-o=jsonpath={range .items[*]}{.metadata.name}{'\\n'}{end}")
                .lines()
                .toList();
    }
}
