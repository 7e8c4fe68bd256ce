package dev.serval.server.edge;

import dev.serval.server.testing.PlainHttp1;
import dev.serval.server.testing.TestChannel;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;

/// Of a connection's first calls, which are Vert.x's requests.
@QuarkusTest
class AbandonedCallsTest extends AbandonedCallsCases {
    @Override
    TestChannel open() {
        return TestChannel.to(server);
    }

    @Override
    PlainHttp1 connection() throws IOException {
        return PlainHttp1.to(server);
    }
}
