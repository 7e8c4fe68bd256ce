package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Calls of a cluster's webhooks, again and again until this is closed: services that the API
/// server is given and does not keep, and beside them new connections to each of the operators by a
/// caller who knows what the API server was told a moment ago, as one knows who hears of it late.
final class WebhookCalls implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int FAILURES_TOLD = 5;

    private static final String SERVICE =
            """
            {"apiVersion": "serving.kserve.io/v1beta1", "kind": "InferenceService",
             "metadata": {"name": "asked"},
             "spec": {"predictor": {"model": {
               "modelFormat": {"name": "onnx"}, "storageUri": "s3://models/iris.onnx"}}}}
            """;

    private final Cluster cluster;
    private final List<WebhookPort> operators;
    private final AtomicBoolean isEnough = new AtomicBoolean();
    private final AtomicInteger admitted = new AtomicInteger();
    private final AtomicInteger connected = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> callers;

    /// What is done again and again.
    private interface Call {
        void make() throws Exception;
    }

    WebhookCalls(Cluster cluster, List<WebhookPort> operators) throws Exception {
        this.cluster = cluster;
        this.operators = operators;
        Connecting connecting = new Connecting(authorities());
        this.callers =
                List.of(
                        Thread.ofVirtual().start(() -> repeat(this::ask)),
                        Thread.ofVirtual().start(() -> repeat(connecting)));
    }

    /// Whom the API server trusts as the operators' webhooks, as PEM.
    String authorities() throws Exception {
        return cluster.kubectl(
                "get",
                "validatingwebhookconfiguration",
                "inferenceservice.serving.kserve.io",
                "-o=go-template={{range .webhooks}}{{.clientConfig.caBundle | base64decode}}{{end}}");
    }

    private void repeat(Call call) {
        while (!isEnough.get()) {
            try {
                call.make();
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            } catch (Exception | AssertionError failure) {
                failures.add(String.valueOf(failure));
            }
        }
    }

    private void ask() throws Exception {
        cluster.run(
                        SERVICE,
                        "create",
                        "--raw=/apis/serving.kserve.io/v1beta1/namespaces/%s/inferenceservices?dryRun=All"
                                .formatted(cluster.namespace()),
                        "-f",
                        "-")
                .requireSuccess();
        admitted.incrementAndGet();
    }

    /// Connects with what was known at the time before.
    private final class Connecting implements Call {
        private String known;

        Connecting(String known) {
            this.known = known;
        }

        @Override
        public void make() throws Exception {
            String trusted = known;
            known = authorities();
            for (WebhookPort operator : operators) {
                operator.serial(trusted);
                connected.incrementAndGet();
            }
        }
    }

    /// Ends the calls, none of which may have failed.
    @Override
    public void close() throws Exception {
        isEnough.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        System.err.printf(
                "%d services admitted, %d connections to operators, %d failures%n",
                admitted.get(), connected.get(), failures.size());
        assertThat(failures.stream().limit(FAILURES_TOLD).toList()).isEmpty();
        assertThat(admitted).hasPositiveValue();
        assertThat(connected).hasPositiveValue();
    }
}
