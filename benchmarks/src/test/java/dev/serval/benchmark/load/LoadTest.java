package dev.serval.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
    @TempDir private Path folder;
    private HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    int status = exchange.getRequestURI().getPath().equals("/echo") ? 200 : 500;
                    requests.incrementAndGet();
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private LoadResult load(String path, int rate) throws IOException {
        Path body = folder.resolve("body");
        Files.write(body, "hello".repeat(50_000).getBytes(StandardCharsets.US_ASCII));
        return Load.run(
                new LoadPlan(
                        server.getAddress().getPort(),
                        LoadPlan.Transport.HTTP1,
                        path,
                        Map.of("content-type", "text/plain"),
                        body,
                        2,
                        1,
                        Duration.ofMillis(500),
                        rate));
    }

    @Test
    void countsEveryAnswerOnce() throws IOException {
        LoadResult result = load("/echo", 0);
        assertThat(result.requests()).isPositive().isEqualTo(requests.get());
        assertThat(result.errors()).isZero();
        assertThat(result.p50Micros()).isPositive().isLessThanOrEqualTo(result.p99Micros());
    }

    @Test
    void tellsRefusalsFromAnswers() throws IOException {
        LoadResult result = load("/refused", 0);
        assertThat(result.requests()).isZero();
        assertThat(result.errors()).isPositive().isEqualTo(requests.get());
    }

    @Test
    void keepsToItsRate() throws IOException {
        assertThat(load("/echo", 20).requests()).isBetween(9L, 11L);
    }

    @Test
    void aResultIsReadAsItWasWritten() {
        LoadResult result = new LoadResult(10, 1, 0.5, 1.25, 2.5, 3.75);
        assertThat(LoadResult.parse(result.toLine())).isEqualTo(result);
    }

    @Test
    void aPlanIsReadAsItWasWritten() {
        LoadPlan plan =
                new LoadPlan(
                        1,
                        LoadPlan.Transport.GRPC,
                        "/a",
                        Map.of("te", "trailers"),
                        Path.of("body"),
                        1,
                        16,
                        Duration.ofMillis(1500),
                        7);
        assertThat(LoadPlan.parse(plan.toArguments().toArray(String[]::new))).isEqualTo(plan);
    }
}
