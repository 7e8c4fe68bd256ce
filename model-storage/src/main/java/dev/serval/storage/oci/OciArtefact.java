package dev.serval.storage.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.storage.source.Checksum;
import dev.serval.storage.source.Checksum.Algorithm;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.Listing.Packaging;
import dev.serval.storage.source.RemoteFile;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.web.WebRequest;
import dev.serval.storage.web.WebStore;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What a reference stands for.
///
/// @param base of the repository's addresses
record OciArtefact(WebStore store, String base, OciReference reference, StoreAccess access) {
    private static final String MANIFESTS =
            "application/vnd.oci.image.manifest.v1+json,"
                    + "application/vnd.oci.image.index.v1+json,"
                    + "application/vnd.docker.distribution.manifest.v2+json,"
                    + "application/vnd.docker.distribution.manifest.list.v2+json";

    /// Where a layer says which file it is: the specification's annotation, and ModelPack's.
    private static final List<String> TITLES =
            List.of(
                    "org.opencontainers.image.title",
                    "org.cncf.model.filepath",
                    "org.cnai.model.filepath");

    private static final Set<String> ARCHITECTURES = Set.of("amd64", "arm64");

    Listing list() throws StorageException {
        JsonNode manifest = manifest(reference.version());
        if (manifest.has("manifests")) {
            manifest = manifest(chosen(manifest.path("manifests")));
        }
        if (!manifest.path("layers").isArray()) {
            throw store.because(
                    "its manifest has no layers, expected an OCI image manifest of schema 2", null);
        }
        List<JsonNode> layers = new ArrayList<>();
        manifest.path("layers").forEach(layers::add);
        boolean areFiles = layers.stream().anyMatch(layer -> title(layer).isPresent());
        return areFiles ? ofFiles(layers) : ofImage(layers);
    }

    private Listing ofFiles(List<JsonNode> layers) throws StorageException {
        List<RemoteFile> files = new ArrayList<>();
        for (JsonNode layer : layers) {
            Optional<String> title = title(layer);
            if (title.isPresent()) {
                files.add(file(layer, title.get()));
            }
        }
        return Listing.of(store.uri(), store.name(), files);
    }

    private Listing ofImage(List<JsonNode> layers) throws StorageException {
        List<RemoteFile> files = new ArrayList<>();
        for (JsonNode layer : layers) {
            String type = layer.path("mediaType").asText();
            if (type.endsWith("zstd")) {
                throw store.because(
                        "layer %s is compressed with zstd, expected gzip or none"
                                .formatted(layer.path("digest").asText()),
                        null);
            }
            files.add(file(layer, "%04d".formatted(files.size())));
        }
        if (files.isEmpty()) {
            throw store.because("its manifest has no layers", null);
        }
        return new Listing(store.uri(), store.name(), Packaging.IMAGE_LAYERS, files);
    }

    private RemoteFile file(JsonNode layer, String path) throws StorageException {
        String digest = layer.path("digest").asText();
        OptionalLong size = OptionalLong.of(layer.path("size").asLong());
        return new RemoteFile(
                path,
                size,
                digest,
                List.of(checksum(digest)),
                store.content(WebRequest.read(URI.create(base + "/blobs/" + digest)), size, ""));
    }

    private Checksum checksum(String digest) throws StorageException {
        String[] parts = digest.split(":", 2);
        try {
            Algorithm algorithm =
                    switch (parts[0]) {
                        case "sha256" -> Algorithm.SHA256;
                        case "sha512" -> Algorithm.SHA512;
                        default -> throw new IllegalArgumentException("unknown algorithm");
                    };
            return new Checksum(algorithm, parts.length == 2 ? parts[1] : "");
        } catch (IllegalArgumentException broken) {
            throw store.because(
                    "its manifest has the digest '%s', expected sha256:… or sha512:…"
                            .formatted(Shown.text(digest)),
                    broken);
        }
    }

    private JsonNode manifest(String version) throws StorageException {
        String text =
                store.text(
                        WebRequest.read(URI.create(base + "/manifests/" + version))
                                .with("Accept", MANIFESTS));
        if (version.contains(":")) {
            requireDigest(version, text);
        }
        try {
            return new JsonMapper().readTree(text);
        } catch (IOException broken) {
            throw store.because("its manifest is no JSON: " + Shown.text(text), broken);
        }
    }

    private void requireDigest(String digest, String text) throws StorageException {
        Checksum expected = checksum(digest);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Checksum.Sum sum = expected.algorithm().start(bytes.length);
        sum.add(bytes, bytes.length);
        String found = sum.hex();
        if (!found.equals(expected.hex())) {
            throw store.because(
                    "the manifest has %s %s, expected %s"
                            .formatted(expected.algorithm(), found, expected.hex()),
                    null);
        }
    }

    /// The image for this machine, or the first: a model is the same on every machine.
    private String chosen(JsonNode manifests) throws StorageException {
        String machine =
                System.getProperty("os.arch")
                        .replace("x86_64", "amd64")
                        .replace("aarch64", "arm64");
        String first = "";
        for (JsonNode one : manifests) {
            String architecture = one.path("platform").path("architecture").asText();
            if (architecture.equals(machine) && ARCHITECTURES.contains(machine)) {
                return one.path("digest").asText();
            }
            boolean isImage = !architecture.equals("unknown");
            first = first.isEmpty() && isImage ? one.path("digest").asText() : first;
        }
        if (first.isEmpty()) {
            throw store.because("its index has no image", null);
        }
        return first;
    }

    private static Optional<String> title(JsonNode layer) {
        return TITLES.stream()
                .map(name -> layer.path("annotations").path(name).asText(""))
                .filter(title -> !title.isEmpty())
                .findFirst();
    }
}
