package dev.serval.storage.s3;

import dev.serval.storage.testing.StoreServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The server of Python's moto.
class MotoTest extends S3StoreTest {
    @Override
    StoreServer start() throws IOException {
        String program = StoreServer.program("python/bin/moto_server").toString();
        int port = StoreServer.freePort();
        return StoreServer.start(
                port, List.of(program, "-H", "127.0.0.1", "-p", Integer.toString(port)), Map.of());
    }
}
