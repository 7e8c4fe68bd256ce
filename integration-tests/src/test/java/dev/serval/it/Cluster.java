package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// A namespace of its own on a Kubernetes cluster with Knative Serving, on which Serval is
/// installed: see [ClusterSetup]. Waits are long, for the machine may have other work.
final class Cluster implements AutoCloseable {
    /// How long a change of the cluster may take.
    static final Duration PATIENCE = Duration.ofSeconds(240);

    private static final String OPERATORS_NAMESPACE = "kserve";
    private static final String OPERATOR = "deployment/serval-operator";
    private static final Duration LONGEST_CALL = Duration.ofSeconds(120);

    private final Kubectl kubectl;
    private final Kubectl operators;
    private final String ingress;
    private final String namespace;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> hosts = new ConcurrentHashMap<>();

    private Cluster(String kubeconfig, String ingress, String namespace) {
        this.kubectl = new Kubectl(kubeconfig, namespace);
        this.operators = new Kubectl(kubeconfig, OPERATORS_NAMESPACE);
        this.ingress = ingress;
        this.namespace = namespace;
    }

    /// A new namespace with a place to fetch models from.
    static Cluster open() throws Exception {
        Cluster cluster =
                new Cluster(
                        Objects.requireNonNull(System.getenv("SERVAL_KUBECONFIG")),
                        Objects.requireNonNull(System.getenv("SERVAL_INGRESS")),
                        "serval-it-" + Long.toString(System.nanoTime(), Character.MAX_RADIX));
        cluster.kubectl("create", "namespace", cluster.namespace);
        cluster.serveModels();
        return cluster;
    }

    private void serveModels() throws Exception {
        serveFiles(
                "models",
                Map.of(
                        "iris.onnx", Checkout.file("examples/iris/model/model.onnx"),
                        "forest.onnx",
                                Checkout.file("examples/repository/iris-forest/1/model.onnx")));
    }

    /// Hands out files as `http://NAME.NAMESPACE.svc.cluster.local/FILE`.
    ///
    /// @param files by the names they are handed out under
    void serveFiles(String name, Map<String, Path> files) throws Exception {
        List<String> create = new ArrayList<>(List.of("create", "configmap", name));
        files.forEach((file, path) -> create.add("--from-file=" + file + "=" + path));
        kubectl(create.toArray(String[]::new));
        apply(SampleFileServer.yaml(name, files.keySet(), registry()));
        kubectl("rollout", "status", "deployment/" + name, "--timeout=240s");
    }

    /// What the names of the installed images begin with.
    String registry() throws Exception {
        String image =
                operator("get", OPERATOR, "-o=jsonpath={.spec.template.spec.containers[0].image}");
        return image.substring(0, image.indexOf("serval/"));
    }

    String namespace() {
        return namespace;
    }

    /// The URI of a model that is handed out: `iris.onnx` or `forest.onnx`.
    String model(String file) {
        return uri("models", file);
    }

    /// The URI of a file that is handed out under a name.
    String uri(String name, String file) {
        return "http://%s.%s.svc.cluster.local/%s".formatted(name, namespace, file);
    }

    void apply(String yaml) throws Exception {
        tryToApply(yaml).requireSuccess();
    }

    Kubectl.Outcome tryToApply(String yaml) throws Exception {
        return run(yaml, "apply", "-f", "-");
    }

    /// Applies as a client does that tries again: for a moment after an operator's pod has gone,
    /// the cluster's proxies lead to it whoever calls the webhooks.
    void applyPatiently(String yaml) {
        await().atMost(PATIENCE).untilAsserted(() -> apply(yaml));
    }

    /// What kubectl prints, which has to succeed.
    String kubectl(String... arguments) throws Exception {
        return kubectl.print(arguments);
    }

    /// Runs kubectl in the namespace.
    ///
    /// @param input what it reads from standard input
    Kubectl.Outcome run(String input, String... arguments) throws Exception {
        return kubectl.run(input, arguments);
    }

    /// A field of an object, `KIND/NAME`, by kubectl's JSON path.
    String fieldOf(String object, String path) throws Exception {
        return kubectl("get", object, "-o=jsonpath=" + path);
    }

    /// A field of a service, by kubectl's JSON path; empty where it is not there.
    String field(String service, String path) throws Exception {
        return run("", "get", "inferenceservice", service, "-o=jsonpath=" + path).output();
    }

    /// Applies a service of an ONNX model that is handed out, and waits until it is ready.
    ///
    /// @param settings of its predictor, as YAML between braces
    void serve(String name, String model, String settings) throws Exception {
        apply(service(name, model, settings));
        awaitReady(name);
    }

    /// Waits until the service, as it was applied last, is ready.
    void awaitReady(String service) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() ->
                        assertThat(
                                        field(
                                                service,
                                                "{.status.conditions[?(@.type=='Ready')].status}"
                                                        + " {.status.observedGeneration}"
                                                        + " {.status.modelStatus.transitionStatus}"))
                                .as(field(service, "{.status}"))
                                .isEqualTo(
                                        "True "
                                                + field(service, "{.metadata.generation}")
                                                + " UpToDate"));
    }

    /// How many pods of a service there are that are not on their way out.
    long pods(String service) throws Exception {
        return objectsOf(
                        service,
                        "pods",
                        "jsonpath={range .items[*]}{.metadata.deletionTimestamp}{'x\\n'}{end}")
                .lines()
                .filter("x"::equals)
                .count();
    }

    /// Waits until a service that nobody calls has no pods.
    void awaitNoPods(String service) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> pods(service) == 0);
    }

    /// What kubectl prints of the objects that are a service's.
    ///
    /// @param kinds with commas between them
    /// @param format kubectl's `--output`
    String objectsOf(String service, String kinds, String format) throws Exception {
        return kubectl(
                "get",
                kinds,
                "--selector=serving.kserve.io/inferenceservice=" + service,
                "--output=" + format);
    }

    /// The containers that come before the others in a service's pods, by their names.
    String initializers(String service) throws Exception {
        return objectsOf(service, "pods", "jsonpath={.items[*].spec.initContainers[*].name}");
    }

    /// The kubeconfig, for other clients.
    String kubeconfig() {
        return kubectl.kubeconfig();
    }

    /// Where the ingress listens: `HOST:PORT`.
    String ingress() {
        return ingress;
    }

    /// Asks a service's model over V1.
    HttpResponse<String> predict(String service, String body) throws Exception {
        return post(service, "/v1/models/%s:predict".formatted(service), body);
    }

    /// Posts to a service by the ingress.
    HttpResponse<String> post(String service, String path, String body) throws Exception {
        return send(
                service,
                path,
                HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String service, String path) throws Exception {
        return send(service, path, HttpRequest.newBuilder());
    }

    private HttpResponse<String> send(String service, String path, HttpRequest.Builder request)
            throws Exception {
        return http.send(
                request.uri(URI.create("http://" + ingress + path))
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Host", host(service))
                        .timeout(LONGEST_CALL)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// A gRPC channel to a service by the ingress, which its user shuts down.
    ManagedChannel channel(String service) throws Exception {
        String[] address = ingress.split(":", 2);
        return NettyChannelBuilder.forAddress(address[0], Integer.parseInt(address[1]))
                .overrideAuthority(host(service))
                .usePlaintext()
                .build();
    }

    /// The name that a service, which is ready, has at the ingress.
    String host(String service) throws Exception {
        String host = hosts.get(service);
        if (host == null) {
            host = URI.create(field(service, "{.status.url}")).getHost();
            hosts.put(service, host);
        }
        return host;
    }

    /// Ends the operator at once, as a node that is lost does.
    void killTheOperator() throws Exception {
        operator(
                "delete",
                "pod",
                "--selector=app.kubernetes.io/name=serval-operator",
                "--force",
                "--grace-period=0");
    }

    /// What kubectl prints in the operator's own namespace.
    String operator(String... arguments) throws Exception {
        return operators.print(arguments);
    }

    /// The metrics of one of the operator's pods.
    String metricsOfTheOperator(String pod) throws Exception {
        return kubectl(
                "get",
                "--raw",
                "/api/v1/namespaces/%s/pods/%s:8080/proxy/metrics"
                        .formatted(OPERATORS_NAMESPACE, pod));
    }

    void awaitTheOperator() throws Exception {
        operator("rollout", "status", OPERATOR, "--timeout=240s");
    }

    /// A service of an ONNX model that is handed out.
    ///
    /// @param settings of its predictor, as YAML between braces
    String service(String name, String model, String settings) {
        return ServiceYaml.withLimits(name, settings, model(model));
    }

    @Override
    public void close() throws Exception {
        kubectl("delete", "namespace", namespace, "--wait=false");
        http.close();
    }
}
