package dev.serval.storage.s3;

import dev.serval.storage.testing.StoreServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Adobe's S3Mock.
class S3MockTest extends S3StoreTest {
    @Override
    StoreServer start() throws IOException {
        Path jar = StoreServer.program("s3mock-exec.jar");
        int port = StoreServer.freePort();
        return StoreServer.start(
                port,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.toString(),
                        "--server.address=127.0.0.1",
                        "--http.port=" + port,
                        "--server.port=0"),
                Map.of());
    }
}
