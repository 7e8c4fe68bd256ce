package dev.serval.platform.local.gateway;

import static dev.serval.platform.local.gateway.RunningGateway.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.platform.local.capacity.ReplicaAddress;
import dev.serval.platform.local.routing.RevisionShare;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Calls that find no replica, and replicas that end under their calls.
class ActivationTest {
    private static final String PREDICT = "/v1/models/iris:predict";
    private static final Duration LONG = Duration.ofSeconds(60);

    private final RunningGateway gateway = new RunningGateway();

    @AfterEach
    void endTheGateway() {
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void aHundredFirstCallsWakeOnceAndAllAreAnswered(HttpVersion version) {
        var capacity = gateway.capacity();
        var wakes = new AtomicInteger();
        capacity.whenWanted(wakes::incrementAndGet);
        gateway.route(capacity, LONG);
        var client = gateway.over(version);
        var replies =
                Stream.generate(() -> gateway.post(client, PREDICT, "{}")).limit(100).toList();
        await().until(() -> capacity.sample().waiting() == 100);

        capacity.replicas(List.of(gateway.namedReplica("a")));

        assertThat(result(Future.all(replies)).<RunningGateway.Reply>list())
                .allSatisfy(reply -> assertThat(reply.text()).isEqualTo("a"));
        assertThat(wakes).hasValue(1);
    }

    @Test
    void aLargeBodyWaitsWithItsCall() {
        var capacity = gateway.capacity();
        gateway.route(capacity, LONG);
        var replica =
                gateway.replica(
                        "a",
                        request ->
                                request.body()
                                        .onSuccess(body ->
                                                request.response().end("" + body.length())));
        var reply = gateway.post(gateway.http1(), PREDICT, "x".repeat(2_000_000));
        await().until(() -> capacity.sample().waiting() == 1);

        capacity.replicas(List.of(replica));

        assertThat(result(reply).text()).isEqualTo("2000000");
    }

    @Test
    void aReplicaThatCannotStartIsAnsweredAtOnceWithItsReason() {
        var capacity = gateway.capacity();
        gateway.route(capacity, LONG);
        var reply = gateway.post(gateway.http1(), PREDICT, "{}");
        await().until(() -> capacity.sample().waiting() == 1);

        capacity.notStarting("exit code 1: no model in models/iris");

        assertThat(result(reply).status()).isEqualTo(503);
        assertThat(result(reply).header("retry-after")).isEqualTo("1");
        assertThat(result(reply).text())
                .isEqualTo(
                        "{\"error\":\"revision 'iris-predictor-00001' does not start: exit code 1:"
                                + " no model in models/iris\"}");
    }

    @Test
    void aCallBeyondTheQueueIsRefusedAtOnce() {
        var capacity = gateway.capacity(1, 2);
        gateway.route(capacity, LONG);
        var client = gateway.http1();
        gateway.post(client, PREDICT, "{}");
        gateway.post(client, PREDICT, "{}");
        await().until(() -> capacity.sample().waiting() == 2);

        var reply = result(gateway.post(client, PREDICT, "{}"));

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("retry-after")).isEqualTo("1");
        assertThat(reply.text()).contains("2 calls wait already");
    }

    @Test
    void aCallThatWaitsLongerThanItsTimeoutIsAnswered504() {
        gateway.route(gateway.capacity(), Duration.ofMillis(200));

        var reply = result(gateway.post(gateway.http1(), PREDICT, "{}"));

        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.text()).contains("iris-predictor-00001", "0.2 s");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void aReplicaThatAnswersTooLateIs504AndGetsItsPlaceBack(HttpVersion version) {
        var capacity = gateway.capacity();
        capacity.replicas(List.of(gateway.replica("slow", _ -> {})));
        gateway.route(capacity, Duration.ofMillis(200));

        var reply = result(gateway.post(gateway.over(version), PREDICT, "{}"));

        assertThat(reply.status()).isEqualTo(504);
        await().until(() -> capacity.sample().working() == 0);
    }

    @Test
    void aCallerThatGoesAwayLeavesTheQueue() {
        var capacity = gateway.capacity();
        gateway.route(capacity, LONG);
        var client = gateway.http1();
        var asked = gateway.post(client, PREDICT, "{}");
        await().until(() -> capacity.sample().waiting() == 1);

        client.close();

        await().until(() -> capacity.sample().waiting() == 0);
        assertThat(asked.failed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void aCallerThatGoesAwayFreesTheReplica(HttpVersion version) {
        var left = new AtomicInteger();
        var capacity =
                gateway.route(
                        gateway.replica(
                                "a",
                                request ->
                                        request.response()
                                                .exceptionHandler(_ -> left.incrementAndGet())));
        var client = gateway.over(version);
        gateway.post(client, PREDICT, "{}");
        await().until(() -> capacity.sample().working() == 1);

        client.close();

        await().until(() -> capacity.sample().working() == 0);
        await().until(() -> left.get() == 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void callsLostWithTheirReplicaAreSentToAnother(HttpVersion version) {
        var held = new ConcurrentLinkedQueue<HttpServerRequest>();
        var dying = gateway.replica("dying", held::add);
        var capacity = gateway.route(dying);
        var client = gateway.over(version);
        var replies = Stream.generate(() -> gateway.post(client, PREDICT, "{}")).limit(20).toList();
        await().until(() -> held.size() == 20);

        capacity.replicas(List.of(gateway.namedReplica("b")));
        kill(held);

        assertThat(result(Future.all(replies)).<RunningGateway.Reply>list())
                .allSatisfy(reply -> assertThat(reply.text()).isEqualTo("b"));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void aReplicaThatIsNotThereIsLeftOut(HttpVersion version) {
        var gone = new ReplicaAddress("gone", unusedPort());
        var capacity = gateway.route(gone, gateway.namedReplica("b"));
        var client = gateway.over(version);

        for (int call = 0; call < 5; call++) {
            assertThat(result(gateway.post(client, PREDICT, "{}")).text()).isEqualTo("b");
        }
        assertThat(capacity.working(gone)).isZero();
    }

    @Test
    void aCallWhoseOnlyReplicaIsGoneWaitsForAnother() {
        var wakes = new AtomicInteger();
        var capacity = gateway.route(new ReplicaAddress("gone", unusedPort()));
        capacity.whenWanted(wakes::incrementAndGet);
        var reply = gateway.post(gateway.http1(), PREDICT, "{}");
        await().until(() -> capacity.sample().waiting() == 1);

        capacity.replicas(List.of(gateway.namedReplica("b")));

        assertThat(result(reply).text()).isEqualTo("b");
        assertThat(wakes).hasValue(1);
    }

    @Test
    void aCallThatKillsEveryReplicaEndsWithAReason() {
        var tries = new AtomicInteger();
        gateway.route(
                gateway.replica(
                        "fragile",
                        request -> {
                            tries.incrementAndGet();
                            request.connection().close();
                        }));

        var reply = result(gateway.post(gateway.http1(), PREDICT, "{}"));

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.text()).contains("the replica ended while it worked on this call");
        assertThat(tries).hasValue(3);
    }

    @Test
    void aCallWhoseBodyIsNoLongerHeldFailsHonestly() {
        var tries = new AtomicInteger();
        gateway.route(
                gateway.replica(
                        "fragile",
                        request ->
                                request.body()
                                        .onSuccess(_ -> {
                                            tries.incrementAndGet();
                                            request.connection().close();
                                        })));

        var reply = result(gateway.post(gateway.http1(), PREDICT, "x".repeat(100_000)));

        assertThat(reply.status()).isEqualTo(502);
        assertThat(tries).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void anAnswerThatBreaksOffIsNotTakenForWhole(HttpVersion version) {
        gateway.route(
                gateway.replica(
                        "a",
                        request -> {
                            request.response().putHeader("content-length", "1000").write("part");
                            gateway.vertx().setTimer(50, _ -> request.connection().close());
                        }));

        var reply = gateway.post(gateway.over(version), PREDICT, "{}");

        await().until(reply::isComplete);
        assertThat(reply.failed()).isTrue();
    }

    @Test
    void aRetiredRevisionsCallsGoToTheNext() {
        var old = gateway.capacity();
        gateway.route(old, LONG);
        var reply = gateway.post(gateway.http1(), PREDICT, "{}");
        await().until(() -> old.sample().waiting() == 1);
        var next = gateway.capacity();
        next.replicas(List.of(gateway.namedReplica("next")));

        gateway.route(LONG, new RevisionShare("iris-predictor-00002", 100, null, next));
        old.close();

        assertThat(result(reply).text()).isEqualTo("next");
    }

    @Test
    void anAnswerThatIsNoHttpIsSaidSo() throws Exception {
        try (var server = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> answerNonsense(server));
            gateway.route(new ReplicaAddress("odd", server.getLocalPort()));

            var reply = result(gateway.post(gateway.http1(), PREDICT, "{}"));

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.text()).contains("no HTTP");
        }
    }

    @Test
    void keepsTheLimitOfCallsAtAReplica() {
        var working = new AtomicInteger();
        var most = new AtomicInteger();
        var capacity = gateway.capacity(2, 500);
        capacity.replicas(List.of(gateway.replica("a", request -> work(request, working, most))));
        gateway.route(capacity, LONG);
        var client = gateway.http1();

        var replies =
                Stream.generate(() -> gateway.post(client, PREDICT, "{}")).limit(100).toList();

        result(Future.all(replies));
        assertThat(most).hasValue(2);
    }

    @Test
    void unknownServicesAre404() {
        var options = gateway.to("rose.default.localhost", HttpMethod.GET, "/v2");

        var reply = result(gateway.ask(gateway.http1(), options, Buffer.buffer()));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text()).contains("no service answers at host 'rose.default.localhost'");
    }

    @Test
    void endingLetsAcceptedCallsEndAndRefusesNewOnes() {
        var held = new ConcurrentLinkedQueue<HttpServerRequest>();
        gateway.route(gateway.replica("a", held::add));
        var client = gateway.http1();
        var accepted = gateway.post(client, PREDICT, "{}");
        await().until(() -> held.size() == 1);

        var ending = Thread.ofVirtual().start(gateway.gateway()::close);
        await().until(() -> result(gateway.post(client, PREDICT, "{}")).status() == 503);
        held.remove().response().end("done");

        assertThat(result(accepted).text()).isEqualTo("done");
        await().until(() -> !ending.isAlive());
    }

    private void work(HttpServerRequest request, AtomicInteger working, AtomicInteger most) {
        most.accumulateAndGet(working.incrementAndGet(), Math::max);
        gateway.vertx()
                .setTimer(
                        2,
                        _ -> {
                            working.decrementAndGet();
                            request.response().end();
                        });
    }

    private static void kill(Queue<HttpServerRequest> held) {
        held.stream().map(HttpServerRequest::connection).distinct().forEach(c -> c.close());
    }

    private static int unusedPort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new AssertionError(noPort);
        }
    }

    private static void answerNonsense(ServerSocket server) {
        try (Socket caller = server.accept()) {
            caller.getInputStream().read();
            caller.getOutputStream().write("SSH-2.0-odd\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }
}
