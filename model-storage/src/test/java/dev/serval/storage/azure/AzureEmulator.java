package dev.serval.storage.azure;

import dev.serval.storage.source.SettingException;
import dev.serval.storage.testing.Puts;
import dev.serval.storage.testing.StoreServer;
import dev.serval.storage.web.WebRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Microsoft's emulator of Azure Blob storage, Azurite.
public final class AzureEmulator implements AutoCloseable {
    /// The emulator's own, which its documentation publishes.
    public static final String ACCOUNT = "devstoreaccount1";

    public static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private final StoreServer server;

    private AzureEmulator(StoreServer server) {
        this.server = server;
    }

    /// @param folder where it keeps its blobs
    public static AzureEmulator start(Path folder) throws IOException {
        Path program = StoreServer.program("node_modules/azurite/dist/src/blob/main.js");
        int port = StoreServer.freePort();
        return new AzureEmulator(
                StoreServer.start(
                        port,
                        List.of(
                                "node",
                                program.toString(),
                                "--blobHost=127.0.0.1",
                                "--blobPort=" + port,
                                "--skipApiVersionCheck",
                                "--silent",
                                "--location=" + folder),
                        Map.of()));
    }

    /// What `AZURE_STORAGE_ENDPOINT` is.
    public String endpoint() {
        return server.url() + "/" + ACCOUNT;
    }

    /// Makes a container.
    public AzureEmulator container(String name) throws IOException {
        return send("/" + name + "?restype=container", new byte[0]);
    }

    /// Puts a blob.
    ///
    /// @param path the container and the blob's name, as in a URL
    public AzureEmulator put(String path, byte[] content) throws IOException {
        return send("/" + path, content);
    }

    private AzureEmulator send(String path, byte[] content) throws IOException {
        URI uri = URI.create(endpoint() + path);
        WebRequest request =
                new WebRequest("PUT", uri, Map.of(), "")
                        .with("x-ms-version", "2021-08-06")
                        .with("x-ms-blob-type", "BlockBlob");
        if (content.length > 0) {
            request = request.with("Content-Length", Integer.toString(content.length));
        }
        List<String> headers = new ArrayList<>();
        signed(request)
                .headers()
                .forEach((name, value) -> {
                    if (!name.equals("Content-Length")) {
                        headers.addAll(List.of(name, value));
                    }
                });
        Puts.put(uri.toString(), content, headers.toArray(String[]::new));
        return this;
    }

    private static WebRequest signed(WebRequest request) throws IOException {
        try {
            return SharedKey.of(ACCOUNT, KEY).authorize(request);
        } catch (SettingException broken) {
            throw new IOException(broken);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
