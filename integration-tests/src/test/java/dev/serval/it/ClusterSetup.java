package dev.serval.it;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Where the checks on a cluster are made. `SERVAL_KUBECONFIG` names a kubeconfig, and
/// `SERVAL_INGRESS` says where Knative's ingress listens (`HOST:PORT`); `kubectl` has to be on the
/// PATH. On such a cluster Serval is installed already, unless `SERVAL_CLUSTER` names a program
/// that brings the cluster up (see .ci/cluster): then that is done before the first check, and
/// Serval is installed by the commands of docs/operations/install.md.
///
/// Where there is none, or it does not come up, the checks are skipped, which they say, or fail
/// with `SERVAL_REQUIRE_CLUSTER=1`. Where Serval cannot be installed on it they fail.
///
/// What takes a [Cluster] gets a namespace of its own: a test until it has ended, and what prepares
/// a class until all of its tests have.
final class ClusterSetup implements BeforeAllCallback, ParameterResolver {
    private static final long PATIENCE_MINUTES = 40;
    private static final int LINES_TOLD = 25;
    private static final ExtensionContext.Namespace OPENED =
            ExtensionContext.Namespace.create(ClusterSetup.class);

    private static @Nullable Outcome outcome;

    /// What bringing the cluster up came to.
    ///
    /// @param problem why there is none; empty where there is one
    /// @param isOurs whether Serval is what failed
    private record Outcome(String problem, boolean isOurs) {
        private static final Outcome THERE = new Outcome("", false);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Outcome known = once();
        if (known.problem().isEmpty()) {
            return;
        }
        if (known.isOurs()) {
            fail(known.problem());
        }
        String skipped = "The checks on a Kubernetes cluster are skipped: " + known.problem();
        System.err.println(skipped);
        if ("1".equals(System.getenv("SERVAL_REQUIRE_CLUSTER"))) {
            fail("SERVAL_REQUIRE_CLUSTER=1 requires them. " + skipped);
        }
        abort(skipped);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Cluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            Cluster cluster = Cluster.open();
            context.getStore(OPENED).put(cluster, cluster);
            return cluster;
        } catch (Exception failure) {
            throw new ParameterResolutionException("the cluster gives no namespace", failure);
        }
    }

    private static synchronized Outcome once() throws Exception {
        if (outcome == null) {
            outcome = bringUp();
        }
        return outcome;
    }

    private static Outcome bringUp() throws Exception {
        if (System.getenv("SERVAL_KUBECONFIG") == null || System.getenv("SERVAL_INGRESS") == null) {
            return new Outcome("SERVAL_KUBECONFIG and SERVAL_INGRESS name none.", false);
        }
        String program = System.getenv("SERVAL_CLUSTER");
        if (program == null) {
            return Outcome.THERE;
        }
        long began = System.nanoTime();
        for (String step : List.of("up", "images", "install")) {
            String failure = run(program, step);
            if (!failure.isEmpty()) {
                return new Outcome(
                        "'%s %s' failed: %s".formatted(program, step, failure), !step.equals("up"));
            }
        }
        System.err.printf(
                "The cluster is up, with Serval on it, after %d s.%n",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
        return Outcome.THERE;
    }

    /// Runs a program in the checkout.
    ///
    /// @return the last of what it printed, if it failed; empty if it did not
    static String run(String... words) throws IOException, InterruptedException {
        Path log = Files.createTempFile("cluster", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(words)
                            .directory(Checkout.file(".").toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().put("SERVAL_JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            boolean hasEnded = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            if (hasEnded && process.exitValue() == 0) {
                return "";
            }
            List<String> lines = Files.readAllLines(log);
            return String.join(
                    System.lineSeparator(),
                    lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()));
        } finally {
            Files.delete(log);
        }
    }
}
