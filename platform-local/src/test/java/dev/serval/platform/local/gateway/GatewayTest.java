package dev.serval.platform.local.gateway;

import static dev.serval.platform.local.gateway.RunningGateway.IRIS;
import static dev.serval.platform.local.gateway.RunningGateway.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serval.platform.local.routing.RevisionShare;
import dev.serval.platform.local.routing.Routes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What passes through the gateway, over both versions of HTTP.
class GatewayTest {
    private static final String PREDICT = "/v1/models/iris:predict";
    private static final Duration LONG = Duration.ofSeconds(60);

    private final RunningGateway gateway = new RunningGateway();

    @AfterEach
    void endTheGateway() {
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void passesACallAndItsAnswer(HttpVersion version) {
        gateway.route(gateway.replica("a", GatewayTest::echo));

        var reply = result(gateway.post(gateway.over(version), PREDICT + "?x=%2F", "{}"));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("x-answer")).isEqualTo("yes");
        var seen = new JsonObject(reply.body());
        assertThat(seen.getString("body")).isEqualTo("{}");
        assertThat(seen.getString("uri")).isEqualTo(PREDICT + "?x=%2F");
        assertThat(seen.getString("method")).isEqualTo("POST");
        assertThat(seen.getString("version")).isEqualTo(version.name());
        assertThat(seen.getString("authority")).isEqualTo(IRIS + ":" + gateway.port());
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void addsTheServicesNameAndKeepsConnectionHeadersToItself(HttpVersion version) {
        gateway.route(gateway.replica("a", GatewayTest::echo));
        var options =
                gateway.to(IRIS, HttpMethod.POST, PREDICT)
                        .addHeader("x-mine", "1")
                        .addHeader("x-mine", "2")
                        .addHeader("kserve-isvc-name", "forged");
        if (version == HttpVersion.HTTP_1_1) {
            options.addHeader("connection", "keep-alive, x-hop")
                    .addHeader("x-hop", "3")
                    .addHeader("keep-alive", "timeout=5");
        }

        var seen =
                new JsonObject(
                                result(
                                                gateway.ask(
                                                        gateway.over(version),
                                                        options,
                                                        Buffer.buffer("x")))
                                        .body())
                        .getJsonObject("headers");

        assertThat(seen.getString("x-mine")).isEqualTo("1|2");
        assertThat(seen.getString("kserve-isvc-name")).isEqualTo("iris");
        assertThat(seen.getString("kserve-isvc-namespace")).isEqualTo("default");
        assertThat(seen.fieldNames()).doesNotContain("x-hop", "keep-alive", "connection");
    }

    @Test
    void aPathNamesAServiceTooAndItsPrefixIsTakenOff() {
        gateway.route(gateway.replica("a", GatewayTest::echo));
        var options =
                gateway.to("localhost", HttpMethod.GET, "/serving/default/iris/v2/models/iris");

        var reply = result(gateway.ask(gateway.http1(), options, Buffer.buffer()));

        assertThat(new JsonObject(reply.body()).getString("uri")).isEqualTo("/v2/models/iris");
    }

    /// The JDK's client asks for HTTP/2 by an upgrade of its first call.
    @Test
    void takesTheUpgradeToHttp2() throws Exception {
        gateway.route(gateway.replica("a", GatewayTest::echo));
        var uri = URI.create("http://127.0.0.1:" + gateway.port() + "/serving/default/iris/v2");
        try (var client = HttpClient.newHttpClient()) {
            var versions = new ArrayList<HttpClient.Version>();
            for (int call = 0; call < 3; call++) {
                var post =
                        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("x"));
                var reply = client.send(post.build(), HttpResponse.BodyHandlers.ofString());
                assertThat(new JsonObject(reply.body()).getString("body")).isEqualTo("x");
                versions.add(reply.version());
            }
            assertThat(versions).containsOnly(HttpClient.Version.HTTP_2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8 * 1024, 70_000, 3_000_000})
    void bodiesOfAnySizeComeBackAsTheyWere(int size) {
        gateway.route(gateway.replica("a", GatewayTest::mirror));
        var body = Buffer.buffer(pattern(size));
        for (var client : new io.vertx.core.http.HttpClient[] {gateway.http1(), gateway.http2()}) {
            var options = gateway.to(IRIS, HttpMethod.POST, PREDICT);

            var reply = result(gateway.ask(client, options, body));

            assertThat(reply.body().equals(body)).as("the same %d bytes", size).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void bodiesWithoutALengthComeBackAsTheyWere(HttpVersion version) {
        gateway.route(gateway.replica("a", GatewayTest::mirror));
        var reply =
                gateway.over(version)
                        .request(gateway.to(IRIS, HttpMethod.POST, PREDICT))
                        .compose(request -> {
                            var body = request.response().compose(head -> head.body());
                            request.setChunked(true);
                            for (int part = 0; part < 50; part++) {
                                request.write(Buffer.buffer(pattern(1_000 * part)));
                            }
                            request.end();
                            return body;
                        });

        assertThat(result(reply).length()).isEqualTo(1_000 * 49 * 50 / 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void partsOfAnAnswerComeAsTheyAreSent(HttpVersion version) {
        var pipes = new ConcurrentLinkedQueue<HttpServerRequest>();
        gateway.route(
                gateway.replica(
                        "a",
                        request -> {
                            pipes.add(request);
                            request.response().setChunked(true).write("first");
                        }));
        var first = Promise.<String>promise();
        var whole =
                gateway.over(version)
                        .request(gateway.to(IRIS, HttpMethod.GET, "/v2/stream"))
                        .compose(request -> request.send().compose(head -> told(head, first)));

        assertThat(result(first.future())).isEqualTo("first");
        pipes.remove().response().end("second");
        assertThat(result(whole)).isEqualTo("firstsecond");
    }

    /// The whole body of an answer, and its first part as soon as that comes.
    private static Future<String> told(HttpClientResponse head, Promise<String> first) {
        var parts = Buffer.buffer();
        head.handler(part -> {
            parts.appendBuffer(part);
            first.tryComplete(part.toString());
        });
        return head.end().map(_ -> parts.toString());
    }

    @Test
    void aHeadAnswerKeepsTheLengthAndHasNoBody() {
        gateway.route(
                gateway.replica(
                        "a",
                        request -> request.response().putHeader("content-length", "42").end()));
        var client = gateway.http1();
        var options = gateway.to(IRIS, HttpMethod.HEAD, "/v2");

        for (int call = 0; call < 3; call++) {
            var reply = result(gateway.ask(client, options, Buffer.buffer()));
            assertThat(reply.header("content-length")).isEqualTo("42");
            assertThat(reply.body().length()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304, 404, 500, 503})
    void answersWithAnyStatusPass(int status) {
        gateway.route(
                gateway.replica("a", request -> request.response().setStatusCode(status).end()));
        var client = gateway.http1();

        assertThat(gateway.get(client, "/v2").status()).isEqualTo(status);
        assertThat(gateway.get(client, "/v2").status()).isEqualTo(status);
    }

    @Test
    void callsReuseAConnectionToTheReplica() {
        var connections = ConcurrentHashMap.newKeySet();
        gateway.route(
                gateway.replica(
                        "a",
                        request -> {
                            connections.add(request.connection());
                            request.response().end();
                        }));
        var client = gateway.http1();
        for (int call = 0; call < 20; call++) {
            gateway.get(client, "/v2");
        }

        assertThat(connections).as("one for each event loop at most").hasSizeBetween(1, 2);
    }

    @Test
    void pipelinedCallsAreAnsweredInTheirOrder() {
        gateway.route(gateway.replica("a", GatewayTest::mirror));
        var client = gateway.client(new HttpClientOptions().setPipelining(true).setMaxPoolSize(1));
        var replies =
                Stream.iterate(0, call -> call < 50, call -> call + 1)
                        .map(call -> gateway.post(client, PREDICT, "call " + call))
                        .toList();

        for (int call = 0; call < 50; call++) {
            assertThat(result(replies.get(call)).text()).isEqualTo("call " + call);
        }
    }

    @Test
    void expectationsAreAnsweredOnceThereIsAReplica() {
        gateway.route(gateway.replica("a", GatewayTest::mirror));
        var reply =
                gateway.http1()
                        .request(
                                gateway.to(IRIS, HttpMethod.POST, PREDICT)
                                        .addHeader("expect", "100-continue")
                                        .addHeader("content-length", "5"))
                        .compose(request -> {
                            request.continueHandler(_ -> request.end("hello"));
                            request.sendHead();
                            return request.response().compose(head -> head.body());
                        });

        assertThat(result(reply).toString()).isEqualTo("hello");
    }

    @Test
    void splitsTrafficByItsShares() {
        var ninety = gateway.capacity();
        ninety.replicas(List.of(gateway.namedReplica("old")));
        var ten = gateway.capacity();
        ten.replicas(List.of(gateway.namedReplica("new")));
        gateway.route(
                LONG,
                new RevisionShare("iris-predictor-00001", 90, "prev", ninety),
                new RevisionShare("iris-predictor-00002", 10, "latest", ten));
        var client = gateway.http1();

        var counts =
                result(
                                Future.all(
                                        Stream.generate(() -> gateway.post(client, PREDICT, "{}"))
                                                .limit(2_000)
                                                .toList()))
                        .<RunningGateway.Reply>list()
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        RunningGateway.Reply::text, Collectors.counting()));

        // Within five standard deviations of 200, which is missed once in two million runs.
        assertThat(counts.get("new")).isBetween(133L, 267L);
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(2_000);
    }

    @Test
    void tagsReachARevisionWithoutAShare() {
        var old = gateway.route(gateway.namedReplica("old"));
        var fresh = gateway.capacity();
        fresh.replicas(List.of(gateway.namedReplica("new")));
        gateway.route(
                LONG,
                new RevisionShare("iris-predictor-00001", 100, "prev", old),
                new RevisionShare("iris-predictor-00002", 0, "latest", fresh));
        var options = gateway.to("latest-iris-predictor.default.localhost", HttpMethod.GET, "/v2");

        assertThat(result(gateway.ask(gateway.http1(), options, Buffer.buffer())).text())
                .isEqualTo("new");
        assertThat(gateway.get(gateway.http1(), "/v2").text()).isEqualTo("old");
    }

    @Test
    void whatIsNoServicesGoesToThePlatform() {
        var platform = gateway.replica("platform", GatewayTest::echo);
        try (var another = new RunningGateway(platform.port())) {
            var options = another.to("localhost", HttpMethod.GET, "/api/v1/platform");
            var reply = result(another.ask(another.http1(), options, Buffer.buffer()));

            var seen = new JsonObject(reply.body());
            assertThat(seen.getString("uri")).isEqualTo("/api/v1/platform");
            assertThat(seen.getString("authority")).isEqualTo("localhost:" + another.port());
            assertThat(seen.getJsonObject("headers").containsKey("kserve-isvc-name")).isFalse();
        }
    }

    @Test
    void refusesOtherUpgradesPlainly() {
        gateway.route(gateway.replica("a", GatewayTest::echo));
        var options =
                gateway.to(IRIS, HttpMethod.GET, "/v2")
                        .addHeader("connection", "upgrade")
                        .addHeader("upgrade", "websocket");

        var reply = result(gateway.ask(gateway.http1(), options, Buffer.buffer()));

        assertThat(reply.status()).isEqualTo(501);
        assertThat(reply.text())
                .isEqualTo("{\"error\":\"upgrade to 'websocket' is not supported, expected h2c\"}");
    }

    @Test
    void aPortInUseIsSaidSo() throws Exception {
        var settings =
                new RunningGateway.Settings("127.0.0.1", gateway.port(), 2, Duration.ofSeconds(1));
        var vertx = Vertx.vertx();
        try (var second = new Gateway(vertx, new Routes(_ -> 0), gateway.registry(), settings)) {
            assertThatThrownBy(() -> second.open(1))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessage("port %d is in use by another program", gateway.port());
        } finally {
            result(vertx.close());
        }
    }

    @Test
    void countsCallsByRevisionAndOutcome() {
        gateway.route(
                gateway.replica(
                        "a",
                        request ->
                                request.response()
                                        .setStatusCode(request.uri().equals("/bad") ? 400 : 200)
                                        .end()));
        var client = gateway.http1();
        gateway.get(client, "/v2");
        gateway.get(client, "/bad");
        gateway.get(client, "/v2");

        await().untilAsserted(() -> assertThat(count("success")).isEqualTo(2));
        assertThat(count("rejected")).isEqualTo(1);
    }

    private long count(String outcome) {
        return gateway.registry()
                .get("serval.gateway.request")
                .tags("namespace", "default", "service", "iris")
                .tags("revision", "iris-predictor-00001", "outcome", outcome)
                .timer()
                .count();
    }

    private static void echo(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> {
                    var headers = new JsonObject();
                    request.headers()
                            .names()
                            .forEach(name ->
                                    headers.put(
                                            name,
                                            String.join("|", request.headers().getAll(name))));
                    request.response()
                            .setStatusCode(201)
                            .putHeader("x-answer", "yes")
                            .end(
                                    new JsonObject()
                                            .put("method", request.method().name())
                                            .put("uri", request.uri())
                                            .put("version", request.version().name())
                                            .put("authority", String.valueOf(request.authority()))
                                            .put("headers", headers)
                                            .put("body", body.toString())
                                            .toBuffer());
                });
    }

    private static void mirror(HttpServerRequest request) {
        request.response().setChunked(true);
        request.pipeTo(request.response());
    }

    private static byte[] pattern(int size) {
        var bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }
}
