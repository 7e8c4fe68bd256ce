package dev.serval.server.edge;

import io.quarkus.test.junit.QuarkusTest;

/// Of a connection's first calls, which are Vert.x's requests.
@QuarkusTest
class GrpcServiceTest extends GrpcServiceCases {}
