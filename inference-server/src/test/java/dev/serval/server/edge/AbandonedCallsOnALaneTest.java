package dev.serval.server.edge;

import dev.serval.server.testing.TestChannel;
import io.quarkus.test.junit.QuarkusTest;

/// Of a connection whose calls are answered from its frames.
@QuarkusTest
class AbandonedCallsOnALaneTest extends AbandonedCallsCases {
    @Override
    TestChannel open() {
        return TestChannel.onALane(server);
    }
}
