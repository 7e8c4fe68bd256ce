package dev.serval.server.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serval.server.execution.InferenceExecutor;
import dev.serval.server.testing.GrpcRequests;
import dev.serval.server.testing.Leftovers;
import dev.serval.server.testing.PlainHttp1;
import dev.serval.server.testing.SlowModel;
import dev.serval.server.testing.TestChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of calls whose callers go away, whichever way calls go.
abstract class AbandonedCallsCases {
    private static final String BODY =
            """
            {"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","data":[1,2]}]}\
            """;

    @TestHTTPResource("/")
    URI server;

    @Inject
    @Named("slow")
    SlowModel slow;

    @Inject InferenceExecutor executor;
    @Inject Leftovers leftovers;

    private TestChannel channel;

    /// The channel over which gRPC calls are made.
    abstract TestChannel open();

    /// The connection over which a call over HTTP/1.1 is made.
    abstract PlainHttp1 connection() throws IOException;

    @BeforeEach
    void connect() {
        channel = open();
    }

    @AfterEach
    void leavesNothingBehind() {
        channel.close();
        leftovers.awaitNone();
    }

    @Test
    void aClosedConnectionStopsTheComputation() throws Exception {
        try (PlainHttp1 connection = post(BODY)) {
            await().until(() -> slow.computing() == 1);
        }
        await().until(() -> slow.computing() == 0);
    }

    @Test
    void aCallThatWaitsIsNeverComputedOnceItsCallerHasGone() throws Exception {
        int before = slow.begun();
        List<PlainHttp1> computing = List.of(post(BODY), post(BODY));
        await().until(() -> slow.computing() == 2);
        List<PlainHttp1> waiting = List.of(post(BODY), post(BODY));
        await().until(() -> executor.waiting() == 2);
        close(waiting);
        await().until(() -> executor.waiting() == 0);
        close(computing);
        await().until(() -> slow.computing() == 0);
        assertThat(slow.begun() - before).isEqualTo(2);
    }

    @Test
    void aConnectionClosedWithinABodyLeavesNothingBehind() throws Exception {
        try (PlainHttp1 connection = connection()) {
            String request = PlainHttp1.post("/v2/models/slow/infer", " ".repeat(100_000));
            connection.send(request.substring(0, request.length() / 2));
        }
        assertThat(slow.computing()).isZero();
    }

    @Test
    void aCancelledGrpcCallStopsTheComputation() throws Exception {
        Future<?> call = GrpcRequests.future(channel).modelInfer(GrpcRequests.pair("slow"));
        await().until(() -> slow.computing() == 1);
        call.cancel(true);
        await().until(() -> slow.computing() == 0);
    }

    @Test
    void aGrpcDeadlineStopsTheComputationAndIsToldByItsStatus() {
        assertThatThrownBy(() ->
                        GrpcRequests.blocking(channel)
                                .withDeadlineAfter(200, TimeUnit.MILLISECONDS)
                                .modelInfer(GrpcRequests.pair("slow")))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal ->
                                assertThat(refusal.getStatus().getCode())
                                        .isEqualTo(Status.Code.DEADLINE_EXCEEDED));
        await().until(() -> slow.computing() == 0);
    }

    @Test
    void healthAnswersWhileEveryThreadComputes() throws Exception {
        List<PlainHttp1> computing = List.of(post(BODY), post(BODY));
        await().until(() -> slow.computing() == 2);
        io.restassured.RestAssured.get("/v2/health/ready").then().statusCode(200);
        io.restassured.RestAssured.get("/q/health/live").then().statusCode(200);
        close(computing);
    }

    private PlainHttp1 post(String body) throws IOException {
        PlainHttp1 connection = connection();
        connection.send(PlainHttp1.post("/v2/models/slow/infer", body));
        return connection;
    }

    private static void close(List<PlainHttp1> connections) throws IOException {
        for (PlainHttp1 connection : connections) {
            connection.close();
        }
    }
}
