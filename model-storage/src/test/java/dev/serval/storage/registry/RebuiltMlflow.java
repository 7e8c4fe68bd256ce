package dev.serval.storage.registry;

import static dev.serval.storage.testing.UnrulyServer.text;

import dev.serval.storage.testing.UnrulyServer;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// MLflow's REST API, rebuilt as far as it is asked: one registered model, whose files its artifact
/// proxy keeps.
public final class RebuiltMlflow implements AutoCloseable {
    static final String API = "/api/2.0/mlflow/";

    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";
    private static final String RUN = "/1/abc/artifacts/model";

    private final UnrulyServer server = new UnrulyServer();
    private final Map<String, Integer> files = new TreeMap<>();

    /// Starts one whose model has the versions 2 and 3, of which the later is in every stage.
    ///
    /// @param model the model's name, as in a query
    public RebuiltMlflow(String model) throws IOException {
        server.on(
                API + "model-versions/get-download-uri",
                (request, out) -> {
                    if (request.path().endsWith("?name=%s&version=3".formatted(model))) {
                        text(
                                out,
                                200,
                                "{\"artifact_uri\": \"mlflow-artifacts:%s\"}".formatted(RUN));
                        return;
                    }
                    text(out, 404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}");
                });
        server.on(
                API + "registered-models/alias",
                (_, out) -> text(out, 200, "{\"model_version\": {\"version\": \"3\"}}"));
        server.on(
                API + "registered-models/get-latest-versions",
                (_, out) ->
                        text(
                                out,
                                200,
                                "{\"model_versions\": [{\"version\": \"2\"}, {\"version\": \"3\"}]}"));
        server.on(ARTIFACTS, (request, out) -> text(out, 200, listing(request.path())));
    }

    public String url() {
        return server.url("/");
    }

    /// A file of the model.
    ///
    /// @param path at most one folder deep
    public RebuiltMlflow file(String path, byte[] content) {
        files.put(path, content.length);
        server.file(ARTIFACTS + RUN + "/" + path, content);
        return this;
    }

    private String listing(String asked) {
        String folder = asked.replaceFirst(".*model(%2F)?", "").replace("%2F", "/");
        TreeSet<String> entries = new TreeSet<>();
        for (String path : files.keySet()) {
            if (folder.isEmpty()) {
                int slash = path.indexOf('/');
                entries.add(slash < 0 ? entry(path, false) : entry(path.substring(0, slash), true));
            } else if (path.startsWith(folder + "/")) {
                entries.add(entry(path.substring(folder.length() + 1), false));
            }
        }
        return "{\"files\": [%s]}".formatted(String.join(", ", entries));
    }

    private static String entry(String name, boolean isFolder) {
        return "{\"path\": \"%s\", \"is_dir\": %s}".formatted(name, isFolder);
    }

    public UnrulyServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}
