package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the first steps on Kubernetes show is what one sees. They are taken in the namespace
/// `default` of the cluster, and leave nothing there.
@OnCluster
@Timeout(900)
class ClusterPageIT {
    private static final String DOCUMENTED = "iris.default.example.com";
    private static final String HOST =
            "$(kubectl get inferenceservice iris -o jsonpath='{.status.url}' | sed 's|.*//||')";

    @Test
    void whatTheFirstStepsShowIsWhatOneSees(Cluster cluster) throws Exception {
        List<ConsoleCommand> commands =
                MarkdownPage.read("docs/getting-started/kubernetes.md").commands();
        assertThat(commands).isNotEmpty();
        for (ConsoleCommand command : commands) {
            if (command.isInstalled()) {
                assertThat(comparable(run(command.line().replace(DOCUMENTED, HOST), cluster)))
                        .as(command.line())
                        .matches(Ellipsis.pattern(expected(command, cluster)));
            }
        }
    }

    private static String expected(ConsoleCommand command, Cluster cluster) throws Exception {
        String shown = comparable(command.output());
        return shown.contains(DOCUMENTED)
                ? shown.replace(DOCUMENTED, run("echo " + HOST, cluster).strip())
                : shown;
    }

    /// A text without the width of a table's columns, which depends on the names in it.
    private static String comparable(String text) {
        return text.lines()
                .map(line -> line.replaceAll("(?<=\\S) {2,}", " ").stripTrailing())
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String run(String line, Cluster cluster) throws Exception {
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", line)
                        .directory(Checkout.file(".").toFile())
                        .redirectErrorStream(true);
        shell.environment().put("KUBECONFIG", cluster.kubeconfig());
        shell.environment().put("INGRESS", cluster.ingress());
        shell.environment().put("REGISTRY", cluster.registry().replaceAll("/$", ""));
        Process running = shell.start();
        String printed =
                new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        running.waitFor();
        return printed;
    }
}
