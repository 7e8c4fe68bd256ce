package dev.serval.storage.oci;

import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.Puts;
import dev.serval.storage.testing.StoreServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The CNCF's registry of images and artefacts, `distribution`.
public final class ImageRegistry implements AutoCloseable {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String NO_CONFIGURATION =
            "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    private final StoreServer server;

    private ImageRegistry(StoreServer server) {
        this.server = server;
    }

    /// @param folder where it keeps its configuration and its content
    public static ImageRegistry start(Path folder) throws IOException {
        String program = StoreServer.program("bin/registry").toString();
        int port = StoreServer.freePort();
        Path configuration =
                Files.writeString(
                        folder.resolve("registry.yml"),
                        """
                        version: 0.1
                        storage: {filesystem: {rootdirectory: %s}}
                        http: {addr: "127.0.0.1:%d"}
                        """
                                .formatted(folder.resolve("registry"), port));
        return new ImageRegistry(
                StoreServer.start(
                        port, List.of(program, "serve", configuration.toString()), Map.of()));
    }

    /// Where it is, as references name it.
    public String host() {
        return "127.0.0.1:" + server.port();
    }

    /// Pushes an artefact of one file.
    public ImageRegistry pushFile(String repository, String tag, String name, byte[] content)
            throws IOException {
        return push(repository, tag, artefact(name, content), content);
    }

    /// Pushes an image of one layer.
    ///
    /// @param layer a tar, compressed by gzip
    public ImageRegistry pushImage(String repository, String tag, byte[] layer) throws IOException {
        return push(repository, tag, image(layer), layer);
    }

    private ImageRegistry push(String repository, String tag, String manifest, byte[] layer)
            throws IOException {
        String base = "%s/v2/%s".formatted(server.url(), repository);
        for (byte[] blob : new byte[][] {layer, "{}".getBytes(StandardCharsets.UTF_8)}) {
            HttpResponse<String> begun = Puts.post(base + "/blobs/uploads/", new byte[0]);
            URI upload =
                    URI.create(base).resolve(begun.headers().firstValue("Location").orElseThrow());
            String query = (upload.getQuery() == null ? "?" : "&") + "digest=sha256:";
            Puts.put(
                    upload + query + Bytes.sha256(blob),
                    blob,
                    "Content-Type",
                    "application/octet-stream");
        }
        Puts.put(
                base + "/manifests/" + tag,
                manifest.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                MANIFEST);
        return this;
    }

    /// The manifest of an artefact of one file.
    static String artefact(String name, byte[] content) {
        return """
        {"schemaVersion": 2, "mediaType": "%s",
         "config": {"mediaType": "application/vnd.oci.empty.v1+json", "size": 2, "digest": "%s"},
         "layers": [{"mediaType": "application/octet-stream", "digest": "sha256:%s", "size": %d,
         "annotations": {"org.opencontainers.image.title": "%s"}}]}\
        """
                .formatted(MANIFEST, NO_CONFIGURATION, Bytes.sha256(content), content.length, name);
    }

    /// The manifest of an image of one layer.
    static String image(byte[] layer) {
        return """
        {"schemaVersion": 2, "mediaType": "%s",
         "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "size": 2, "digest": "%s"},
         "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
         "digest": "sha256:%s", "size": %d}]}\
        """
                .formatted(MANIFEST, NO_CONFIGURATION, Bytes.sha256(layer), layer.length);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
