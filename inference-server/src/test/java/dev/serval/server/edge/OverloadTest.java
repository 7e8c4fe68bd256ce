package dev.serval.server.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.server.execution.InferenceExecutor;
import dev.serval.server.testing.GrpcRequests;
import dev.serval.server.testing.Leftovers;
import dev.serval.server.testing.SlowModel;
import dev.serval.server.testing.TestChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// With two threads and a queue of four, as this module's tests are configured.
@QuarkusTest
class OverloadTest {
    private static final int THREADS = 2;
    private static final int QUEUE = 4;

    @TestHTTPResource("/")
    URI server;

    @Inject
    @Named("slow")
    SlowModel slow;

    @Inject InferenceExecutor executor;
    @Inject Leftovers leftovers;

    @Test
    void aFullQueueRefusesAtOnceAndWhatWasAcceptedIsAnswered() {
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> accepted = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            accepted.add(send(client));
        }
        await().until(() -> slow.computing() == THREADS);
        for (int i = 0; i < QUEUE; i++) {
            accepted.add(send(client));
        }
        await().until(() -> executor.waiting() == QUEUE);

        HttpResponse<String> refused = send(client).join();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).contains("1");
        assertThat(refused.body())
                .isEqualTo("{\"error\":\"4 requests wait already, expected at most 4\"}");
        refusesOverGrpc();

        slow.let(THREADS + QUEUE);
        assertThat(accepted)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        leftovers.awaitNone();
    }

    private void refusesOverGrpc() {
        try (TestChannel channel = TestChannel.to(server)) {
            Assertions.assertThatThrownBy(() ->
                            GrpcRequests.blocking(channel).modelInfer(GrpcRequests.pair("slow")))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            refusal ->
                                    assertThat(refusal.getStatus())
                                            .extracting(Status::getCode, Status::getDescription)
                                            .containsExactly(
                                                    Status.Code.RESOURCE_EXHAUSTED,
                                                    "4 requests wait already, expected at most"
                                                            + " 4"));
        }
    }

    private CompletableFuture<HttpResponse<String>> send(HttpClient client) {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/v2/models/slow/infer"))
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32",
                                        "data":[1,2]}]}\
                                        """))
                        .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
