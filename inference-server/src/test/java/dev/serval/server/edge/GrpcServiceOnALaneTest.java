package dev.serval.server.edge;

import dev.serval.server.testing.GrpcRequests;
import io.grpc.ManagedChannel;
import io.quarkus.test.junit.QuarkusTest;

/// Of a connection whose calls are answered from its frames.
@QuarkusTest
class GrpcServiceOnALaneTest extends GrpcServiceCases {
    @Override
    void precede(ManagedChannel opened) {
        var unused = GrpcRequests.blocking(opened).modelInfer(GrpcRequests.pair("adder"));
    }
}
