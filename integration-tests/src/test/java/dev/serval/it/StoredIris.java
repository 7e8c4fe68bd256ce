package dev.serval.it;

import static dev.serval.it.ServiceYaml.secret;
import static dev.serval.it.ServiceYaml.service;
import static dev.serval.it.ServiceYaml.withSecret;

import dev.serval.storage.azure.AzureEmulator;
import dev.serval.storage.gcs.GcsEmulator;
import dev.serval.storage.huggingface.RebuiltHub;
import dev.serval.storage.oci.ImageRegistry;
import dev.serval.storage.registry.RebuiltMlflow;
import dev.serval.storage.registry.RebuiltWandb;
import dev.serval.storage.s3.S3Server;
import dev.serval.storage.testing.UnrulyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.opentest4j.TestAbortedException;

/// The iris model in every kind of store, and the InferenceServices that fetch it from there, named
/// after the stores. A store whose server is not on this machine is absent.
final class StoredIris implements AutoCloseable {
    private static final String FILE = "model.onnx";

    private final Path folder;
    private final byte[] model;
    private final List<AutoCloseable> servers = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, String> services = new TreeMap<>();
    private final Map<String, String> absent = new TreeMap<>();
    private final UnrulyServer web = new UnrulyServer();

    /// Starts and fills all that is there.
    ///
    /// @param folder a new one, for what they keep
    static StoredIris start(Path folder) throws Exception {
        StoredIris stores = new StoredIris(folder);
        try {
            stores.startAll();
            return stores;
        } catch (Exception | Error failure) {
            stores.close();
            throw failure;
        }
    }

    private StoredIris(Path folder) throws IOException {
        this.folder = folder;
        this.model = Files.readAllBytes(Checkout.irisDirectory().resolve(FILE));
        servers.add(web);
    }

    private void startAll() throws Exception {
        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<String>> starts = new TreeMap<>();
            Map.<String, Callable<String>>of(
                            "s3", this::s3,
                            "s3-entry", this::s3Entry,
                            "gs", this::gs,
                            "azure", this::azure,
                            "hf", this::hub,
                            "oci", this::oci,
                            "mlflow", this::mlflow,
                            "wandb", this::wandb,
                            "http", this::http,
                            "pvc", this::claim)
                    .forEach((name, start) -> starts.put(name, together.submit(start)));
            for (var start : starts.entrySet()) {
                take(start.getKey(), start.getValue());
            }
        }
        services.put("file", service("file", "storageUri: file://" + Checkout.irisDirectory()));
        services.put("https", https());
        services.put("several", several());
        services.put("repository", repository());
        services.put(
                "missing",
                withSecret("missing", "storageUri: " + web.url("/missing.onnx"))
                        .replace("Name: missing", "Name: http"));
    }

    private void take(String name, Future<String> start) throws Exception {
        try {
            services.put(name, start.get());
        } catch (java.util.concurrent.ExecutionException failure) {
            if (!(failure.getCause() instanceof TestAbortedException noServer)) {
                throw failure;
            }
            absent.put(name, String.valueOf(noServer.getMessage()));
        }
    }

    /// One file with all services and the secrets that they need.
    String yaml() {
        return String.join("---\n", services.values());
    }

    /// What else the platform is started with.
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /// Why there is no service of that name; empty if there is one.
    String absence(String service) {
        return absent.getOrDefault(service, "");
    }

    /// How often the file was asked for over plain HTTP that is fetched for the service `http`.
    long webFetches() {
        return web.requests().stream()
                .filter(request -> request.path().equals("/shown/" + FILE))
                .filter(request -> request.method().equals("GET"))
                .filter(request -> !request.header("Range").equals("bytes=0-0"))
                .count();
    }

    /// The credential comes from the secret of a service account, whose annotations name the
    /// server. An explainer has its data there, too.
    private String s3() throws Exception {
        S3Server moto = open(S3Server.moto());
        moto.bucket("models")
                .put("models", "iris/" + FILE, model)
                .put("models", "data/background.csv", background());
        return """
        apiVersion: v1
        kind: Secret
        metadata:
          name: moto
          annotations: {serving.kserve.io/s3-endpoint: '%s', serving.kserve.io/s3-usehttps: '0'}
        stringData: {AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: moto}
        secrets: [{name: moto}]
        ---
        """
                        .formatted(moto.url().replace("http://", ""))
                + service("s3", "storageUri: 's3://models/iris'")
                        .replace("predictor:\n", "predictor:\n    serviceAccountName: moto\n")
                + """
                  explainer:
                    serviceAccountName: moto
                    serval: {background: 's3://models/data/background.csv'}
                """;
    }

    private static byte[] background() throws IOException {
        return Files.readAllBytes(Checkout.file("examples/explain/explainer/background.csv"));
    }

    /// An entry of the storage secret, which the service completes.
    private String s3Entry() throws Exception {
        S3Server mock = open(S3Server.s3Mock());
        mock.bucket("models").put("models", "iris/" + FILE, model);
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: storage-config}
        stringData:
          mock: '{"type": "s3", "endpoint_url": "%s", "access_key_id": "id", "secret_access_key": "secret"}'
        ---
        """
                        .formatted(mock.url())
                + service(
                        "s3-entry",
                        "storage: {key: mock, path: iris, parameters: {bucket: models}}");
    }

    private String gs() throws Exception {
        GcsEmulator emulator = open(GcsEmulator.start("models"));
        emulator.put("iris/" + FILE, model);
        set("STORAGE_EMULATOR_HOST", emulator.url());
        return service("gs", "storageUri: 'gs://models/iris'");
    }

    private String azure() throws Exception {
        AzureEmulator emulator = open(AzureEmulator.start(folder.resolve("azurite")));
        emulator.container("models").put("models/iris/" + FILE, model);
        set("AZURE_STORAGE_ENDPOINT", emulator.endpoint());
        return secret("azure", "AZURE_STORAGE_ACCESS_KEY", AzureEmulator.KEY)
                + withSecret(
                        "azure",
                        "storageUri: 'https://%s.blob.core.windows.net/models/iris'"
                                .formatted(AzureEmulator.ACCOUNT));
    }

    private String hub() throws Exception {
        RebuiltHub hub = open(new RebuiltHub());
        hub.model("owner/iris", FILE, model);
        hub.server().requireHeader("Authorization", "Bearer hf_secret");
        set("HF_ENDPOINT", hub.url());
        return secret("hf", "HF_TOKEN", "hf_secret")
                + withSecret("hf", "storageUri: 'hf://owner/iris'");
    }

    private String oci() throws Exception {
        ImageRegistry registry =
                open(ImageRegistry.start(Files.createDirectory(folder.resolve("registry"))));
        registry.pushFile("models/iris", "v1", FILE, model);
        return service("oci", "storageUri: 'oci://%s/models/iris:v1'".formatted(registry.host()));
    }

    private String mlflow() throws Exception {
        RebuiltMlflow mlflow = open(new RebuiltMlflow("iris"));
        mlflow.file(FILE, model);
        mlflow.server().requireHeader("Authorization", "Bearer mlflow-secret");
        set("MLFLOW_TRACKING_URI", mlflow.url());
        set("MLFLOW_TRACKING_TOKEN", "mlflow-secret");
        return service("mlflow", "storageUri: 'models:/iris/Production'");
    }

    private String wandb() throws Exception {
        RebuiltWandb wandb = open(new RebuiltWandb("iris:best"));
        wandb.file(FILE, model);
        wandb.server()
                .requireHeader(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString("api:wandb-secret".getBytes()));
        set("WANDB_BASE_URL", wandb.url());
        return secret("wandb", "WANDB_API_KEY", "wandb-secret")
                + withSecret("wandb", "storageUri: 'wandb://me/flowers/iris:best'");
    }

    /// Two replicas, of which one fetches.
    private String http() {
        web.file("/shown/" + FILE, model);
        web.requireHeader("X-Shown", "yes");
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: http}
        stringData: {https-host: localhost, headers: '{"X-Shown": "yes"}'}
        ---
        """
                + withSecret("http", "storageUri: " + web.url("/shown/" + FILE))
                        .replace("predictor:\n", "predictor:\n    minReplicas: 2\n");
    }

    /// Only this service knows who vouches for the server.
    private String https() throws Exception {
        SecureWeb secure = open(SecureWeb.start(folder.resolve("tls"), "/" + FILE, model));
        return service("https", "storageUri: '%s'".formatted(secure.url()))
                + "      env: [{name: SSL_CERT_FILE, value: '%s'}]\n".formatted(secure.bundle());
    }

    private String claim() throws IOException {
        Path claim = Files.createDirectories(folder.resolve("claims/models/iris"));
        Files.write(claim.resolve(FILE), model);
        set("SERVAL_PVC_DIR", folder.resolve("claims").toString());
        return service("pvc", "storageUri: 'pvc://models/iris'");
    }

    /// A model where models are by default, and what belongs to it below.
    private String several() throws IOException {
        Path labels = Files.createDirectory(folder.resolve("labels"));
        Files.writeString(labels.resolve("labels.txt"), "setosa\nversicolor\nvirginica\n");
        return service("several", "")
                .replace(
                        "predictor:\n",
                        """
                        predictor:
                            storageUris:
                              - uri: 'file://%s'
                              - {uri: 'file://%s', mountPath: /mnt/models/labels}
                        """
                                .formatted(Checkout.irisDirectory(), labels));
    }

    /// Two models that make a repository, of a container of the user's own.
    private static String repository() {
        return """
        apiVersion: serving.kserve.io/v1beta1
        kind: InferenceService
        metadata:
          name: repository
        spec:
          predictor:
            storageUris:
              - {uri: 'file://%1$s', mountPath: /mnt/models/repository/3}
              - {uri: 'file://%1$s', mountPath: /mnt/models/second/1}
            containers:
              - name: kserve-container
                image: serval/predictor:0.1.0
                args: [--repository=/mnt/models]
        """
                .formatted(Checkout.irisDirectory());
    }

    private synchronized void set(String variable, String value) {
        environment.put(variable, value);
    }

    private synchronized <S extends AutoCloseable> S open(S server) {
        servers.add(server);
        return server;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable server : servers) {
            server.close();
        }
    }
}
