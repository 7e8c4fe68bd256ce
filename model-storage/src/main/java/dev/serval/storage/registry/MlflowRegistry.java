package dev.serval.storage.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.Location;
import dev.serval.storage.source.ModelStore;
import dev.serval.storage.source.RemoteFile;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.web.Percent;
import dev.serval.storage.web.WebClient;
import dev.serval.storage.web.WebCredential;
import dev.serval.storage.web.WebFile;
import dev.serval.storage.web.WebRequest;
import dev.serval.storage.web.WebStore;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `mlflow://name/version` and MLflow's own `models:/name/version`, `models:/name/stage` and
/// `models:/name@alias`, over MLflow's REST API at `MLFLOW_TRACKING_URI`. The registry says where
/// the model's files are: in another store, or with the server itself (`mlflow-artifacts:`).
public final class MlflowRegistry implements ModelStore {
    private static final String SERVER = "MLFLOW_TRACKING_URI";
    private static final String PROXIED = "mlflow-artifacts";
    private static final int MOST_FOLDERS = 10_000;

    @Override
    public Set<String> schemes() {
        return Set.of("mlflow", "models", PROXIED);
    }

    @Override
    public Location locate(StorageUri uri, StoreAccess access)
            throws StorageException, SettingException {
        String server =
                access.find(SERVER)
                        .filter(url -> url.startsWith("http"))
                        .orElseThrow(() ->
                                new StorageException(
                                        "storage URI '%s': %s is %s, expected the address of an MLflow server"
                                                .formatted(
                                                        uri,
                                                        SERVER,
                                                        access.find(SERVER)
                                                                .map(url -> "'%s'".formatted(url))
                                                                .orElse("not set"))))
                        .replaceFirst("/+$", "");
        WebStore store =
                new WebStore(uri, "MLflow at " + server, credential(access), WebClient.of(access));
        if (uri.scheme().equals(PROXIED)) {
            return new Location.Remote(list(store, server, pathOf(uri.location())));
        }
        return located(store, server, new MlflowModel(store, server).artifacts());
    }

    private static Location located(WebStore store, String server, String artifacts)
            throws StorageException {
        if (artifacts.startsWith(PROXIED + ":")) {
            String path = artifacts.substring(PROXIED.length() + 1).replaceFirst("^//[^/]*", "");
            return new Location.Remote(list(store, server, pathOf(path)));
        }
        return new Location.Elsewhere(StorageUri.parse(artifacts));
    }

    private static String pathOf(String location) {
        return location.replaceAll("^/+|/+$", "");
    }

    /// Everything that the server keeps below a path.
    private static Listing list(WebStore store, String server, String root)
            throws StorageException {
        String api = server + "/api/2.0/mlflow-artifacts/artifacts";
        List<RemoteFile> files = new ArrayList<>();
        Deque<String> folders = new ArrayDeque<>(List.of(""));
        for (int asked = 0; !folders.isEmpty(); asked++) {
            if (asked > MOST_FOLDERS) {
                throw store.because("it has more than %d folders".formatted(MOST_FOLDERS), null);
            }
            String folder = folders.pop();
            String whole = folder.isEmpty() ? root : root + "/" + folder;
            JsonNode found =
                    store.json(WebRequest.read(URI.create(api + "?path=" + Percent.encode(whole))));
            for (JsonNode file : found.path("files")) {
                String name = file.path("path").asText().replaceFirst("^.*/", "");
                String place = folder.isEmpty() ? name : folder + "/" + name;
                if (file.path("is_dir").asBoolean()) {
                    folders.push(place);
                    continue;
                }
                URI address = URI.create(api + "/" + Percent.encodePath(root + "/" + place));
                files.add(WebFile.probe(store, address, place));
            }
        }
        return Listing.of(store.uri(), store.name(), files);
    }

    private static WebCredential credential(StoreAccess access) {
        Optional<String> token = access.find("MLFLOW_TRACKING_TOKEN");
        if (token.isPresent()) {
            return WebCredential.bearer("environment variable MLFLOW_TRACKING_TOKEN", token.get());
        }
        Optional<String> user = access.find("MLFLOW_TRACKING_USERNAME");
        Optional<String> password = access.find("MLFLOW_TRACKING_PASSWORD");
        return user.isPresent() && password.isPresent()
                ? WebCredential.basic(
                        "MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD",
                        user.get(),
                        password.get())
                : WebCredential.ANONYMOUS;
    }
}
