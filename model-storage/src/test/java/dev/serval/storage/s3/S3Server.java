package dev.serval.storage.s3;

import dev.serval.storage.testing.Puts;
import dev.serval.storage.testing.StoreServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A server of S3's protocol. It believes whatever signature it is shown.
public final class S3Server implements AutoCloseable {
    private static final String[] SIGNED = {
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/s3/aws4_request,"
                + " SignedHeaders=host, Signature=0"
    };

    private final StoreServer server;

    private S3Server(StoreServer server) {
        this.server = server;
    }

    /// The server of Python's moto.
    public static S3Server moto() throws IOException {
        String program = StoreServer.program("python/bin/moto_server").toString();
        int port = StoreServer.freePort();
        return new S3Server(
                StoreServer.start(
                        port,
                        List.of(program, "-H", "127.0.0.1", "-p", Integer.toString(port)),
                        Map.of()));
    }

    /// Adobe's S3Mock.
    public static S3Server s3Mock() throws IOException {
        Path jar = StoreServer.program("s3mock-exec.jar");
        int port = StoreServer.freePort();
        return new S3Server(
                StoreServer.start(
                        port,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                jar.toString(),
                                "--server.address=127.0.0.1",
                                "--http.port=" + port,
                                "--server.port=0"),
                        Map.of()));
    }

    public String url() {
        return server.url();
    }

    /// Makes a bucket.
    public S3Server bucket(String name) throws IOException {
        Puts.put(server.url() + "/" + name, new byte[0], SIGNED);
        return this;
    }

    /// Puts an object.
    public S3Server put(String bucket, String key, byte[] content) throws IOException {
        Puts.put("%s/%s/%s".formatted(server.url(), bucket, key), content, SIGNED);
        return this;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
