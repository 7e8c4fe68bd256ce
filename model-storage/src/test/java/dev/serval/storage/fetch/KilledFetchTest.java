package dev.serval.storage.fetch;

import static dev.serval.storage.testing.UnrulyServer.serve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.StorageProcess;
import dev.serval.storage.testing.UnrulyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as a process that is killed, or that is one of several.
class KilledFetchTest {
    /// Four segments and a bit.
    private static final byte[] CONTENT = Bytes.random((64 << 20) + 5, 3);

    @TempDir Path root;

    private UnrulyServer server;
    private final AtomicBoolean holdsBack = new AtomicBoolean(true);
    private final CountDownLatch reachedThird = new CountDownLatch(1);

    @BeforeEach
    void startServer() throws IOException {
        server =
                new UnrulyServer()
                        .on(
                                "/big.onnx",
                                (request, out) -> {
                                    if (holdsBack.get() && request.from() >= 48 << 20) {
                                        reachedThird.countDown();
                                        server.stall();
                                    }
                                    serve(request, out, CONTENT, "\"v1\"");
                                });
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void goesOnWhereItWasKilled() throws Exception {
        Path model = root.resolve("model");
        try (StorageProcess first = pull(model, "--parallel=1")) {
            reachedThird.await();
            first.kill();
        }
        assertThat(model).doesNotExist();
        int before = server.requests().size();
        holdsBack.set(false);

        try (StorageProcess second = pull(model, "--parallel=1")) {
            assertThat(second.await()).as(second.printed()).isZero();
        }
        assertThat(model.resolve("big.onnx")).hasBinaryContent(CONTENT);
        assertThat(server.requests().stream().skip(before + 1).map(UnrulyServer.Request::from))
                .containsExactly(48L << 20, 64L << 20);
        assertThat(root).isDirectoryNotContaining("glob:**partial**");
    }

    @Test
    void goesOnInTheMiddleOfASegment() throws Exception {
        Path model = root.resolve("model");
        server.on(
                "/big.onnx",
                (request, out) -> {
                    if (holdsBack.get() && request.to(CONTENT.length) > 1) {
                        UnrulyServer.head(
                                out,
                                206,
                                "ETag: \"v1\"",
                                "Content-Range: bytes 0-16777215/" + CONTENT.length,
                                "Content-Length: 16777216");
                        out.write(CONTENT, 0, 9 << 20);
                        out.flush();
                        server.stall();
                    }
                    serve(request, out, CONTENT, "\"v1\"");
                });
        try (StorageProcess first = pull(model, "--parallel=1")) {
            await().until(() -> journal().lines().anyMatch(line -> line.matches("0 8\\d{6}")));
            first.kill();
        }
        int before = server.requests().size();
        holdsBack.set(false);

        try (StorageProcess second = pull(model, "--parallel=1")) {
            assertThat(second.await()).as(second.printed()).isZero();
        }
        assertThat(model.resolve("big.onnx")).hasBinaryContent(CONTENT);
        assertThat(server.requests().get(before + 1).from()).isBetween(8L << 20, 9L << 20);
    }

    /// What is noted of the one file, once it is.
    private String journal() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            Optional<Path> file = files.filter(one -> one.endsWith("journal/0")).findFirst();
            return file.isPresent() ? Files.readString(file.get()) : "";
        }
    }

    @Test
    void severalProcessesFetchOnceIntoTheirCache() throws Exception {
        holdsBack.set(false);
        String cache = "--cache=" + root.resolve("cache");
        try (StorageProcess one = pull(root.resolve("one"), cache);
                StorageProcess two = pull(root.resolve("two"), cache);
                StorageProcess three = pull(root.resolve("three"), cache)) {
            assertThat(one.await()).as(one.printed()).isZero();
            assertThat(two.await()).as(two.printed()).isZero();
            assertThat(three.await()).as(three.printed()).isZero();
        }
        assertThat(root.resolve("one/big.onnx")).hasBinaryContent(CONTENT);
        assertThat(root.resolve("three/big.onnx")).hasBinaryContent(CONTENT);
        assertThat(server.requests()).hasSize(3 + 5);
    }

    @Test
    void anotherTakesOverFromOneThatWasKilledWhileItHeldTheCache() throws Exception {
        String cache = "--cache=" + root.resolve("cache");
        try (StorageProcess first = pull(root.resolve("one"), cache, "--parallel=1")) {
            reachedThird.await();
            try (StorageProcess second = pull(root.resolve("two"), cache, "--parallel=1")) {
                holdsBack.set(false);
                first.kill();
                assertThat(second.await()).as(second.printed()).isZero();
            }
        }
        assertThat(root.resolve("two/big.onnx")).hasBinaryContent(CONTENT);
        assertThat(server.requests().stream().filter(request -> request.from() == 16 << 20))
                .hasSize(1);
    }

    private StorageProcess pull(Path directory, String... options) throws IOException {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "pull";
        arguments[1] = server.url("/big.onnx");
        arguments[2] = directory.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return StorageProcess.start(Map.of(), arguments);
    }
}
