package dev.serval.server.edge;

import dev.serval.server.testing.TestChannel;
import io.quarkus.test.junit.QuarkusTest;

/// Of a connection's first calls, which are Vert.x's requests.
@QuarkusTest
class GrpcServiceTest extends GrpcServiceCases {
    @Override
    TestChannel open() {
        return TestChannel.to(server);
    }
}
