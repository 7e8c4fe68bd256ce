package dev.serval.storage.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.storage.source.Checksum;
import dev.serval.storage.source.Checksum.Algorithm;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.Location;
import dev.serval.storage.source.ModelStore;
import dev.serval.storage.source.RemoteFile;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.web.WebClient;
import dev.serval.storage.web.WebCredential;
import dev.serval.storage.web.WebRequest;
import dev.serval.storage.web.WebStore;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `wandb://entity/project/artifact:alias` of Weights & Biases, over its GraphQL interface at
/// `WANDB_BASE_URL`. The alias, `latest` by default, is resolved to the artefact's digest first.
public final class WandbRegistry implements ModelStore {
    private static final String CLOUD = "https://api.wandb.ai";
    private static final Pattern ARTIFACT =
            Pattern.compile("([^/]+)/([^/]+)/([^/:]+)(?::([^/:]+))?/*");
    private static final int PAGE = 1000;
    private static final int MOST_PAGES = 1000;

    private static final String QUERY =
            """
            query($entity: String!, $project: String!, $artifact: String!, $first: Int!, $after: String) {
              project(entityName: $entity, name: $project) {
                artifact(name: $artifact) {
                  digest
                  files(first: $first, after: $after) {
                    pageInfo { hasNextPage endCursor }
                    edges { node { name: displayName sizeBytes md5 directUrl } }
                  }
                }
              }
            }\
            """;

    @Override
    public Set<String> schemes() {
        return Set.of("wandb");
    }

    @Override
    public Location locate(StorageUri uri, StoreAccess access)
            throws StorageException, SettingException {
        Matcher matcher = ARTIFACT.matcher(uri.location());
        if (!matcher.matches()) {
            throw new StorageException(
                    "storage URI '%s' names no artefact, expected wandb://entity/project/artifact:alias"
                            .formatted(uri));
        }
        String server = access.find("WANDB_BASE_URL").orElse(CLOUD).replaceFirst("/+$", "");
        WebCredential credential =
                access.find("WANDB_API_KEY")
                        .map(key ->
                                WebCredential.basic(
                                        "environment variable WANDB_API_KEY", "api", key))
                        .orElse(WebCredential.ANONYMOUS);
        WebStore store = new WebStore(uri, "W&B at " + server, credential, WebClient.of(access));
        return new Location.Remote(
                Listing.of(
                        uri, store.name(), files(store, URI.create(server + "/graphql"), matcher)));
    }

    private static List<RemoteFile> files(WebStore store, URI graph, Matcher named)
            throws StorageException {
        ObjectNode variables = new JsonMapper().createObjectNode();
        String alias = named.group(4) == null ? "latest" : named.group(4);
        variables.put("entity", named.group(1));
        variables.put("project", named.group(2));
        variables.put("artifact", named.group(3) + ":" + alias);
        variables.put("first", PAGE);
        List<RemoteFile> files = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode artifact = ask(store, graph, variables);
            String digest = artifact.path("digest").asText("");
            for (JsonNode edge : artifact.path("files").path("edges")) {
                files.add(file(store, edge.path("node"), digest));
            }
            JsonNode info = artifact.path("files").path("pageInfo");
            if (!info.path("hasNextPage").asBoolean()) {
                return files;
            }
            variables.put("after", info.path("endCursor").asText());
        }
        throw store.because("its list of files has no end", null);
    }

    private static JsonNode ask(WebStore store, URI graph, ObjectNode variables)
            throws StorageException {
        ObjectNode body = new JsonMapper().createObjectNode();
        body.put("query", QUERY);
        body.set("variables", variables);
        JsonNode answer = store.json(WebRequest.post(graph, "application/json", body.toString()));
        if (answer.path("errors").size() > 0) {
            throw store.because(
                    "it refuses: %s; %s"
                            .formatted(
                                    Shown.text(
                                            answer.path("errors").path(0).path("message").asText()),
                                    store.credential().told()),
                    null);
        }
        JsonNode artifact = answer.path("data").path("project").path("artifact");
        if (!artifact.isObject()) {
            throw store.because(
                    "there is no artefact '%s' in project '%s' of '%s' that may be seen; %s"
                            .formatted(
                                    variables.path("artifact").asText(),
                                    variables.path("project").asText(),
                                    variables.path("entity").asText(),
                                    store.credential().told()),
                    null);
        }
        return artifact;
    }

    private static RemoteFile file(WebStore store, JsonNode node, String digest)
            throws StorageException {
        String url = node.path("directUrl").asText("");
        try {
            WebRequest request = WebRequest.read(URI.create(url));
            OptionalLong size = OptionalLong.of(node.path("sizeBytes").asLong());
            return new RemoteFile(
                    node.path("name").asText(),
                    size,
                    digest,
                    md5(node.path("md5").asText("")),
                    store.with(at(store, request)).content(request, size, ""));
        } catch (IllegalArgumentException broken) {
            throw store.because(
                    "file '%s' has no address".formatted(node.path("name").asText()), broken);
        }
    }

    /// The key is shown to W&B itself; its files mostly lie elsewhere, under signed addresses.
    private static WebCredential at(WebStore store, WebRequest file) {
        String own = store.name().replaceFirst("^W&B at ", "");
        return file.uri().toString().startsWith(own + "/")
                ? store.credential()
                : WebCredential.ANONYMOUS;
    }

    private static List<Checksum> md5(String base64) {
        try {
            byte[] sum = Base64.getDecoder().decode(base64);
            return sum.length == 0
                    ? List.of()
                    : List.of(new Checksum(Algorithm.MD5, HexFormat.of().formatHex(sum)));
        } catch (IllegalArgumentException broken) {
            return List.of();
        }
    }
}
