package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The page of the installation, followed word for word: what was installed by kustomize before the
/// first check is removed and installed again by Helm, where there is Helm.
@OnCluster
@Timeout(900)
class ClusterInstallIT {
    private static final String REMOVE = "kubectl delete -k";
    private static final String KUSTOMIZE = "kubectl kustomize";
    private static final String HELM = "helm install";

    @Test
    void whatIsInstalledIsRemovedWholeAndInstalledByHelm() throws Exception {
        String program = System.getenv("SERVAL_CLUSTER");
        if (program == null) {
            abort("SERVAL_CLUSTER names no program that installs Serval");
        }
        boolean isHelmThere =
                new ProcessBuilder("sh", "-c", "command -v helm >/dev/null").start().waitFor() == 0;
        String how = isHelmThere ? HELM : KUSTOMIZE;
        if (!isHelmThere) {
            System.err.println("The installation by Helm is not checked: helm is not installed.");
        }

        assertThat(ClusterSetup.run(program, "install", REMOVE)).isEmpty();
        assertThat(
                        ClusterSetup.run(
                                "sh",
                                "-c",
                                "! kubectl --kubeconfig=\"$SERVAL_KUBECONFIG\" get"
                                        + " crd,clusterroles,mutatingwebhookconfigurations,validatingwebhookconfigurations,namespaces"
                                        + " -o name | grep -E 'kserve|serval-operator'"))
                .as("what is left")
                .isEmpty();

        assertThat(ClusterSetup.run(program, "install", how)).isEmpty();
        try (Cluster cluster = Cluster.open()) {
            cluster.serve("installed", "iris.onnx", "{}");
        }
    }
}
