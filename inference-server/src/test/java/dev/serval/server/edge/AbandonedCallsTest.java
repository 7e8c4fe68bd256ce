package dev.serval.server.edge;

import dev.serval.server.testing.TestChannel;
import io.quarkus.test.junit.QuarkusTest;

/// Of a connection's first calls, which are Vert.x's requests.
@QuarkusTest
class AbandonedCallsTest extends AbandonedCallsCases {
    @Override
    TestChannel open() {
        return TestChannel.to(server);
    }
}
