package dev.serval.platform.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What connections to a server are answered with while that is replaced.
class ServedKeysTest {
    private static final int CALLERS = 3;
    private static final int REPLACEMENTS = 30;

    private final Issuer issuer = new Issuer(Clock.systemUTC(), new SecureRandom());
    private final KeyMaterial first = issuer.issue(List.of("localhost"));
    private Vertx vertx;
    private NetClient client;
    private ServedKeys keys;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        client =
                vertx.createNetClient(
                        new NetClientOptions()
                                .setSsl(true)
                                .setTrustAll(true)
                                .setHostnameVerificationAlgorithm(""));
        keys = new ServedKeys(vertx, first);
        server =
                vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setSsl(true)
                                        .setKeyCertOptions(KeyCertOptions.wrap(keys)))
                        .requestHandler(request -> request.response().end())
                        .listen(0, "localhost")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void newConnectionsAreAnsweredWithTheNewOne() throws Exception {
        String before = served();
        Runnable replacement = keys.replacement(issuer.issue(List.of("localhost")));
        assertThat(served()).isEqualTo(before);
        replacement.run();
        String after = served();
        assertThat(after).isNotEqualTo(before).isEqualTo(served());
    }

    @Test
    void noConnectionThatComesMeanwhileIsClosed() throws Exception {
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicBoolean isEnough = new AtomicBoolean();
        AtomicInteger connected = new AtomicInteger();
        List<Thread> callers =
                IntStream.range(0, CALLERS)
                        .mapToObj(_ ->
                                Thread.ofVirtual()
                                        .start(() -> {
                                            while (!isEnough.get()) {
                                                try {
                                                    served();
                                                    connected.incrementAndGet();
                                                } catch (Exception failure) {
                                                    failures.add(failure.toString());
                                                }
                                            }
                                        }))
                        .toList();
        for (int i = 0; i < REPLACEMENTS; i++) {
            keys.replacement(issuer.issue(List.of("localhost"))).run();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        isEnough.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(failures.stream().limit(3).toList()).isEmpty();
        assertThat(connected).hasPositiveValue();
    }

    @Test
    void whatCannotBeReadReplacesNothing() throws Exception {
        String before = served();
        KeyMaterial broken = new KeyMaterial("none", "none", "none", Instant.EPOCH);
        assertThatThrownBy(() -> keys.replacement(broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the key or the certificate cannot be read: ");
        assertThat(keys.material()).isEqualTo(first);
        assertThat(served()).isEqualTo(before);
    }

    /// The serial number of the certificate that a new connection is given.
    private String served() throws Exception {
        NetSocket socket =
                client.connect(server.actualPort(), "localhost")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
        try {
            return ((X509Certificate) socket.peerCertificates().getFirst())
                    .getSerialNumber()
                    .toString();
        } finally {
            socket.close();
        }
    }
}
