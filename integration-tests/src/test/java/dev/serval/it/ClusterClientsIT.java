package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// KServe's own Python SDK against the operator on a real cluster. See [PythonClientsIT] for the
/// Python.
@OnCluster
@Timeout(900)
class ClusterClientsIT {
    @Test
    void thePythonSdkOfKServeFindsWhatItExpects(Cluster cluster) throws Exception {
        Optional<String> python = PythonClientsIT.python();
        if (python.isEmpty()) {
            PythonClientsIT.skip();
        }
        Process check =
                new ProcessBuilder(
                                python.orElseThrow(),
                                Checkout.file("integration-tests/python/check_cluster.py")
                                        .toString(),
                                cluster.kubeconfig(),
                                cluster.namespace(),
                                cluster.ingress(),
                                cluster.model("iris.onnx"),
                                cluster.model("forest.onnx"))
                        .redirectErrorStream(true)
                        .start();
        String printed = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(printed).isZero();
        assertThat(printed.lines().filter(line -> line.endsWith(": passed")))
                .as(printed)
                .hasSize(6);
    }
}
