package dev.serval.storage.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.web.Percent;
import dev.serval.storage.web.WebRequest;
import dev.serval.storage.web.WebStore;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A registered model's version, as a URI names it: by number, stage or alias, or `latest`; or a
/// logged model of MLflow 3, whose name begins with `m-`.
record MlflowModel(WebStore store, String server) {
    private static final Pattern NAMED = Pattern.compile("/*([^/@]+)(?:/([^/@]+)|@([^/@]+))/*");
    private static final Pattern LOGGED = Pattern.compile("/*(m-[0-9a-zA-Z]+)/*");
    private static final int MOST_REFERENCES = 3;

    /// Where its files are.
    String artifacts() throws StorageException {
        String uri = versionOf(store.uri().location());
        for (int hop = 0; hop < MOST_REFERENCES; hop++) {
            Matcher logged = LOGGED.matcher(uri.replaceFirst("^models:", ""));
            if (!logged.matches()) {
                return uri;
            }
            uri =
                    required(
                            get("logged-models/" + Percent.encode(logged.group(1)))
                                    .path("model")
                                    .path("info")
                                    .path("artifact_uri"));
        }
        throw store.because("its models refer to each other without end", null);
    }

    private String versionOf(String location) throws StorageException {
        if (LOGGED.matcher(location).matches()) {
            return "models:" + location;
        }
        Matcher named = NAMED.matcher(location);
        if (!named.matches()) {
            throw store.because(
                    "it names no version, expected models:/name/version, models:/name/stage or"
                            + " models:/name@alias",
                    null);
        }
        String name = named.group(1);
        String version =
                named.group(3) != null
                        ? ofAlias(name, named.group(3))
                        : ofVersion(name, named.group(2));
        return required(
                get("model-versions/get-download-uri?name=%s&version=%s"
                                .formatted(Percent.encode(name), Percent.encode(version)))
                        .path("artifact_uri"));
    }

    private String ofAlias(String name, String alias) throws StorageException {
        return required(
                get("registered-models/alias?name=%s&alias=%s"
                                .formatted(Percent.encode(name), Percent.encode(alias)))
                        .path("model_version")
                        .path("version"));
    }

    /// A number is a version; anything else is a stage, or `latest`.
    private String ofVersion(String name, String text) throws StorageException {
        if (text.matches("\\d+")) {
            return text;
        }
        var body =
                new com.fasterxml.jackson.databind.node.ObjectNode(
                        com.fasterxml.jackson.databind.node.JsonNodeFactory.instance);
        body.put("name", name);
        boolean isLatest = text.equalsIgnoreCase("latest");
        if (!isLatest) {
            body.putArray("stages").add(text);
        }
        JsonNode found =
                store.json(
                        WebRequest.post(
                                URI.create(api("registered-models/get-latest-versions")),
                                "application/json",
                                body.toString()));
        long newest = -1;
        for (JsonNode version : found.path("model_versions")) {
            newest = Math.max(newest, version.path("version").asLong(-1));
        }
        if (newest < 0) {
            throw store.because(
                    "model '%s' has no version in stage '%s'".formatted(name, text), null);
        }
        return Long.toString(newest);
    }

    private JsonNode get(String call) throws StorageException {
        return store.json(WebRequest.read(URI.create(api(call))));
    }

    private String api(String call) {
        return server + "/api/2.0/mlflow/" + call;
    }

    private String required(JsonNode field) throws StorageException {
        String text = field.asText("");
        if (text.isEmpty()) {
            throw store.because("its answer lacks where the model is", null);
        }
        return text;
    }
}
