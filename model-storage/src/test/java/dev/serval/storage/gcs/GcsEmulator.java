package dev.serval.storage.gcs;

import dev.serval.storage.testing.Puts;
import dev.serval.storage.testing.StoreServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// PyPI's `gcp-storage-emulator`, with one bucket.
public final class GcsEmulator implements AutoCloseable {
    private final StoreServer server;
    private final String bucket;

    private GcsEmulator(StoreServer server, String bucket) {
        this.server = server;
        this.bucket = bucket;
    }

    public static GcsEmulator start(String bucket) throws IOException {
        String program = StoreServer.program("python/bin/gcp-storage-emulator").toString();
        int port = StoreServer.freePort();
        return new GcsEmulator(
                StoreServer.start(
                        port,
                        List.of(
                                program,
                                "start",
                                "--host=127.0.0.1",
                                "--port=" + port,
                                "--in-memory",
                                "--default-bucket=" + bucket),
                        Map.of()),
                bucket);
    }

    public String url() {
        return server.url();
    }

    /// Puts an object.
    public GcsEmulator put(String name, byte[] content) throws IOException {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        Puts.post(
                "%s/upload/storage/v1/b/%s/o?uploadType=media&name=%s"
                        .formatted(server.url(), bucket, encoded),
                content);
        return this;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
