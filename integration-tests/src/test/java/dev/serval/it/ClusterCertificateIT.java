package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The certificate of the webhooks on a real cluster, where two operators answer: however it is
/// replaced, the API server is refused by none of them, and in the end both have the new one.
@OnCluster
@Timeout(900)
class ClusterCertificateIT {
    private static final String SECRET = "secret/serval-webhook-certificate";
    private static final String OF_CERT_MANAGER = "cert-manager.io/certificate-name";
    private static final List<WebhookPort> OPERATORS = new ArrayList<>();

    private static Cluster cluster;

    @BeforeAll
    static void open(Cluster opened) throws Exception {
        cluster = opened;
        cluster.operator("scale", "deployment/serval-operator", "--replicas=2");
        cluster.awaitTheOperator();
        Kubectl kubectl =
                new Kubectl(
                        cluster.kubeconfig(),
                        cluster.operator("get", SECRET, "-o=jsonpath={.metadata.namespace}"));
        for (String pod : pods()) {
            OPERATORS.add(WebhookPort.open(kubectl, pod));
        }
        assertThat(OPERATORS).hasSize(2);
    }

    @AfterAll
    static void close() throws Exception {
        OPERATORS.forEach(WebhookPort::close);
        cluster.operator("scale", "deployment/serval-operator", "--replicas=1");
        cluster.awaitTheOperator();
    }

    @Test
    void aSecretThatIsRemovedIsMadeAnew() throws Exception {
        try (WebhookCalls calls = new WebhookCalls(cluster, OPERATORS)) {
            String before = calls.authorities();
            BigInteger served = OPERATORS.getFirst().serial(before);

            cluster.operator("delete", SECRET);

            awaitAnother(calls, served);
            assertThat(calls.authorities()).startsWith(inSecret("ca.crt")).contains(first(before));
        }
    }

    @Test
    void oneThatAnotherBroughtIsTakenUpAndRenewedWhenThatIsOurs(@TempDir Path directory)
            throws Exception {
        TestCertificate brought = TestCertificate.in(directory, WebhookPort.HOST);
        try (WebhookCalls calls = new WebhookCalls(cluster, OPERATORS)) {
            String before = calls.authorities();
            BigInteger served = OPERATORS.getFirst().serial(before);

            bring(brought);

            BigInteger taken = awaitAnother(calls, served);
            String pem = Files.readString(brought.file());
            assertThat(calls.authorities()).startsWith(pem).contains(first(before));

            cluster.operator("annotate", SECRET, OF_CERT_MANAGER + "-");

            awaitAnother(calls, taken);
            assertThat(calls.authorities()).startsWith(inSecret("ca.crt")).contains(pem);
        }
    }

    private static void bring(TestCertificate certificate) throws Exception {
        cluster.operator(
                "patch",
                SECRET,
                "--type=merge",
                """
                -p={"metadata": {"annotations": {"%s": "serval-webhook"}},
                    "data": {"tls.crt": "%2$s", "ca.crt": "%2$s", "tls.key": "%3$s"}}
                """
                        .formatted(
                                OF_CERT_MANAGER,
                                encoded(certificate.file()),
                                encoded(certificate.keyFile())));
    }

    private static String encoded(Path file) throws Exception {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }

    /// Waits until both operators serve another certificate, which the Secret has.
    ///
    /// @return its serial number
    private static BigInteger awaitAnother(WebhookCalls calls, BigInteger before) throws Exception {
        long began = System.nanoTime();
        await().atMost(Cluster.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    String inSecret = inSecret("tls.crt");
                    for (WebhookPort operator : OPERATORS) {
                        assertThat(operator.serial(calls.authorities()))
                                .isNotEqualTo(before)
                                .isEqualTo(WebhookPort.serialOf(inSecret));
                    }
                });
        System.err.printf(
                "both operators served another certificate after %d s%n",
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
        return WebhookPort.serialOf(inSecret("tls.crt"));
    }

    private static String inSecret(String key) throws Exception {
        return cluster.operator(
                "get",
                SECRET,
                "-o=go-template={{index .data \"%s\" | base64decode}}".formatted(key));
    }

    /// The first of several certificates.
    private static String first(String authorities) {
        return authorities.substring(0, authorities.indexOf("-----END"));
    }

    private static List<String> pods() throws Exception {
        return cluster.operator(
                        "get",
                        "pods",
                        "--selector=app.kubernetes.io/name=serval-operator",
                        "-o=go-template={{range .items}}{{if not .metadata.deletionTimestamp}}"
                                + "{{.metadata.name}}{{\"\\n\"}}{{end}}{{end}}")
                .lines()
                .toList();
    }
}
