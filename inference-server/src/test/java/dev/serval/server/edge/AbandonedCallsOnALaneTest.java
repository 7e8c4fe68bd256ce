package dev.serval.server.edge;

import dev.serval.server.testing.PlainHttp1;
import dev.serval.server.testing.TestChannel;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;

/// Of connections whose calls are answered on lanes.
@QuarkusTest
class AbandonedCallsOnALaneTest extends AbandonedCallsCases {
    @Override
    TestChannel open() {
        return TestChannel.onALane(server);
    }

    @Override
    PlainHttp1 connection() throws IOException {
        return PlainHttp1.onALane(server);
    }
}
