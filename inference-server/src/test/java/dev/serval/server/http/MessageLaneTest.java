package dev.serval.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serval.server.lane.Lanes;
import dev.serval.server.testing.Leftovers;
import dev.serval.server.testing.PlainHttp1;
import dev.serval.server.testing.PlainHttp1.Answer;
import dev.serval.server.testing.SlowModel;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a lane makes of bytes that few client libraries would send.
@QuarkusTest
class MessageLaneTest {
    private static final String ADDER = "/v2/models/adder/infer";
    private static final String PAIR =
            """
            {"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","data":[1,2]}]}\
            """;
    private static final String HEALTH = "GET /v2/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String ADD = PlainHttp1.post(ADDER, PAIR);
    private static final String WAIT = PlainHttp1.post("/v2/models/slow/infer", PAIR);

    @TestHTTPResource("/")
    URI server;

    @Inject
    @Named("slow")
    SlowModel slow;

    @Inject Leftovers leftovers;
    @Inject Lanes lanes;

    private PlainHttp1 connection;

    @BeforeEach
    void connect() throws IOException {
        connection = PlainHttp1.onALane(server);
    }

    @AfterEach
    void leavesNothingBehind() throws IOException {
        connection.close();
        await().untilAsserted(() -> assertThat(lanes.callsInFlight()).isZero());
        leftovers.awaitNone();
    }

    @Test
    void theCallsAfterAConnectionsFirstRequestAreOnItsLane() throws IOException {
        try (PlainHttp1 other = PlainHttp1.to(server)) {
            other.send(WAIT);
            await().until(() -> slow.computing() == 1);
            assertThat(lanes.callsInFlight()).isZero();
        }
        await().until(() -> slow.computing() == 0);
        connection.send(WAIT);
        await().until(() -> slow.computing() == 1);
        assertThat(lanes.callsInFlight()).isEqualTo(1);
        slow.let(1);
        assertThat(connection.answer().status()).isEqualTo(200);
        connection.send(HEALTH);
        assertThat(connection.answer().body()).contains("live");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void answersAreThoseOfTheRoute(String request) throws IOException {
        try (PlainHttp1 first = PlainHttp1.to(server)) {
            first.send(request);
            connection.send(request);
            Answer expected = first.answer();
            assertThat(connection.answer()).isEqualTo(expected);
        }
    }

    static List<String> requests() {
        String pair = PAIR.replace("{\"inputs", "{\"id\":\"7\",\"inputs");
        String row = "{\"instances\":[[1,2]]}";
        String binary =
                "}],\"outputs\":[{\"name\":\"sum\",\"parameters\":{\"binary_data\":true}}]}";
        String rows = "{\"instances\":[[1,2]" + ",[1,2]".repeat(4000) + "]}";
        String v1 = "/v1/models/adder:predict";
        return List.of(
                PlainHttp1.post(ADDER, pair, "X-Request-Id: \u00e91"),
                PlainHttp1.post(ADDER + "?a=b", pair),
                PlainHttp1.post("/v2/models/adder/versions/1/infer", pair),
                PlainHttp1.post(ADDER, pair.replace("}]}", binary)),
                PlainHttp1.post(v1, row),
                PlainHttp1.post("/v1/models/adder%3Apredict", row),
                PlainHttp1.post("/v1/models/adder:explain?seed=1&weight=2", row),
                PlainHttp1.post(v1, rows),
                PlainHttp1.post(v1, rows, "Accept-Encoding: gzip"),
                PlainHttp1.post(v1, row, "ce-id: 1", "ce-type: test", "ce-specversion: 0"),
                PlainHttp1.post(ADDER, "{", "x-request-id: 2"),
                PlainHttp1.post(ADDER, ""),
                PlainHttp1.post(ADDER, PAIR, "Content-Encoding: brotli"),
                PlainHttp1.post(ADDER, PAIR, "Inference-Header-Content-Length: -1"),
                PlainHttp1.post(ADDER, PAIR, "Inference-Header-Content-Length: 5000"),
                PlainHttp1.post("/v2/models/nope/infer", PAIR),
                PlainHttp1.post("/v2/models/%zz/infer", PAIR),
                PlainHttp1.post("/v2/models//infer", PAIR),
                PlainHttp1.post("/v2/models/broken/infer", PAIR.replace("[1,2],\"d", "[2],\"d")),
                PlainHttp1.post(ADDER, PAIR).replace("Length: ", "Length: 99999999"));
    }

    @Test
    void anEventIsAnsweredByAnEvent() throws IOException {
        connection.send(
                PlainHttp1.post(
                        "/v1/models/adder:predict",
                        "{\"instances\":[[1,2]]}",
                        "ce-id: 1",
                        "ce-type: test",
                        "ce-source: /test",
                        "ce-specversion: 1.0"));
        Answer answer = connection.answer();
        assertThat(answer.headers()).containsEntry("ce-type", "io.kserve.inference.response");
        assertThat(answer.body()).contains("\"predictions\":[3.0]");
    }

    @Test
    void bodiesMayComeByteByByteAndInChunks() throws IOException {
        for (char each : ADD.toCharArray()) {
            connection.send(String.valueOf(each));
        }
        assertIsSum(connection.answer());
        connection.send(
                "POST %s HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                        .formatted(ADDER));
        for (int i = 0; i < PAIR.length(); i += 5) {
            String chunk = PAIR.substring(i, Math.min(i + 5, PAIR.length()));
            connection.send("%x\r\n%s\r\n".formatted(chunk.length(), chunk));
        }
        connection.send("0\r\nX-Trailer: 1\r\n\r\n");
        assertIsSum(connection.answer());
    }

    @Test
    void answersComeInTheOrderOfTheirRequests() throws IOException {
        String named =
                PlainHttp1.post(ADDER, PAIR.replace("{\"inputs", "{\"id\":\"one\",\"inputs"));
        connection.send(WAIT + named + HEALTH + named + named + HEALTH + WAIT + HEALTH);
        await().until(() -> slow.computing() == 1);
        slow.let(2);
        assertThat(connection.answer().body()).contains("\"slow\"");
        assertThat(connection.answer().body()).contains("\"one\"");
        assertThat(connection.answer().body()).contains("live");
        assertThat(connection.answer().body()).contains("\"one\"");
        assertThat(connection.answer().body()).contains("\"one\"");
        assertThat(connection.answer().body()).contains("live");
        assertThat(connection.answer().body()).contains("\"slow\"");
        assertThat(connection.answer().body()).contains("live");
    }

    @Test
    void manyRequestsAtOnceEachGetTheirAnswer() throws IOException {
        connection.send((ADD + HEALTH).repeat(200));
        for (int i = 0; i < 200; i++) {
            assertIsSum(connection.answer());
            assertThat(connection.answer().body()).contains("live");
        }
    }

    /// Requests that come together with a connection's first.
    @Test
    void aConnectionMayBeginWithManyRequests() throws IOException {
        try (PlainHttp1 other = PlainHttp1.to(server)) {
            other.send(WAIT + ADD + HEALTH + ADD);
            await().until(() -> slow.computing() == 1);
            slow.let(1);
            assertThat(other.answer().body()).contains("\"slow\"");
            assertIsSum(other.answer());
            assertThat(other.answer().body()).contains("live");
            assertIsSum(other.answer());
            other.send(ADD);
            assertIsSum(other.answer());
        }
    }

    @Test
    void whatIsUnusualIsAnsweredToo() throws IOException {
        connection.send(PlainHttp1.post(ADDER, PAIR, "Expect: 100-continue"));
        assertThat(connection.answer().status()).isEqualTo(100);
        assertIsSum(connection.answer());
        connection.send(PlainHttp1.post(ADDER, PAIR, "Connection: keep-alive"));
        assertIsSum(connection.answer());
        connection.send(PlainHttp1.post(ADDER, PAIR, "Connection: close"));
        assertIsSum(connection.answer());
        assertThat(connection.isEnded()).isTrue();
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAndEndsTheConnection() throws IOException {
        connection.send(ADD.replace("Length: ", "Length: 99999999"));
        Answer refusal = connection.answer();
        assertThat(refusal.status()).isEqualTo(413);
        assertThat(refusal.headers()).containsEntry("connection", "close");
        assertThat(connection.isEnded()).isTrue();
    }

    @Test
    void whatFollowsARefusalThatEndsTheConnectionIsNotAnswered() throws IOException {
        int before = slow.begun();
        String refused = PlainHttp1.post(ADDER, PAIR, "Inference-Header-Content-Length: -1");
        connection.send(refused + WAIT + ADD);
        Answer refusal = connection.answer();
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.headers()).containsEntry("connection", "close");
        assertThat(connection.isEnded()).isTrue();
        assertThat(slow.begun()).isEqualTo(before);
    }

    @Test
    void aChunkThatIsNoneEndsTheConnectionAndItsCall() throws IOException {
        connection.send(
                "POST %s HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                        .formatted(ADDER));
        connection.send("5\r\n{\"inp\r\nnonsense\r\n");
        assertThatThrownBy(connection::answer).isInstanceOf(IOException.class);
    }

    @Test
    void aCallerWhoTakesNoAnswersIsNotReadOn() throws Exception {
        String request =
                PlainHttp1.post(
                        "/v1/models/adder:predict",
                        "{\"instances\":[[1,2]" + ",[1,2]".repeat(20_000) + "]}");
        AtomicInteger sent = new AtomicInteger();
        Thread sender = Thread.ofVirtual().start(() -> send(request, 2_000, sent));
        int before = -1;
        while (before != sent.get()) {
            before = sent.get();
            Thread.sleep(500);
        }
        assertThat(before).isLessThan(1_000);
        for (int i = 0; i < 2_000; i++) {
            assertThat(connection.answer().status()).isEqualTo(200);
        }
        sender.join();
    }

    private void send(String request, int times, AtomicInteger sent) {
        try {
            for (int i = 0; i < times; i++) {
                connection.send(request);
                sent.incrementAndGet();
            }
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    private static void assertIsSum(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"data\":[3.0]");
    }
}
