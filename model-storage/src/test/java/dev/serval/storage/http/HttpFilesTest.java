package dev.serval.storage.http;

import static dev.serval.storage.testing.UnrulyServer.head;
import static dev.serval.storage.testing.UnrulyServer.serve;
import static dev.serval.storage.testing.UnrulyServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.source.StorageException;
import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.Fetching;
import dev.serval.storage.testing.UnrulyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFilesTest {
    /// Ten segments and a bit.
    private static final byte[] CONTENT = Bytes.random((640 << 10) + 17, 1);

    @TempDir Path root;

    private UnrulyServer server;
    private Path target;

    @BeforeEach
    void startServer() throws IOException {
        server = new UnrulyServer();
        target = root.resolve("model");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void fetchesAFileInRanges() throws Exception {
        server.file("/iris.onnx", CONTENT);
        pull("/iris.onnx");
        assertThat(target.resolve("iris.onnx")).hasBinaryContent(CONTENT);
        assertThat(server.requests()).hasSize(1 + 11);
    }

    @Test
    void fetchesAFileOfAServerWithoutRanges() throws Exception {
        server.on(
                "/iris.onnx",
                (_, out) -> {
                    head(out, 200, "Content-Length: " + CONTENT.length);
                    out.write(CONTENT);
                });
        pull("/iris.onnx");
        assertThat(target.resolve("iris.onnx")).hasBinaryContent(CONTENT);
    }

    @Test
    void fetchesAFileWhoseSizeNobodyTells() throws Exception {
        server.on(
                "/iris.onnx",
                (_, out) -> {
                    head(out, 200);
                    out.write(CONTENT);
                });
        pull("/iris.onnx");
        assertThat(target.resolve("iris.onnx")).hasBinaryContent(CONTENT);
    }

    @Test
    void fetchesAnEmptyFile() throws Exception {
        server.file("/empty.onnx", new byte[0]);
        pull("/empty.onnx");
        assertThat(target.resolve("empty.onnx")).isEmptyFile();
    }

    @Test
    void asksAgainForWhatATruncatedAnswerLacked() throws Exception {
        server.on(
                "/iris.onnx",
                (request, out) -> {
                    if (request.header("Range").equals("bytes=0-0")) {
                        serve(request, out, CONTENT, "\"v1\"");
                        return;
                    }
                    long from = request.from();
                    long to = request.to(CONTENT.length);
                    head(
                            out,
                            206,
                            "ETag: \"v1\"",
                            "Content-Range: bytes %d-%d/%d".formatted(from, to - 1, CONTENT.length),
                            "Content-Length: " + (to - from));
                    out.write(CONTENT, (int) from, (int) Math.min(to - from, 40_000));
                });
        pull("/iris.onnx");
        assertThat(target.resolve("iris.onnx")).hasBinaryContent(CONTENT);
    }

    @Test
    void givesUpAServerThatAlwaysTruncatesAndKeepsWhatIsHere() throws Exception {
        server.on(
                "/iris.onnx",
                (request, out) -> {
                    if (request.from() < CONTENT.length / 2) {
                        serve(request, out, CONTENT, "\"v1\"");
                        return;
                    }
                    head(
                            out,
                            206,
                            "ETag: \"v1\"",
                            "Content-Range: bytes %d-%d/%d"
                                    .formatted(
                                            request.from(),
                                            request.to(CONTENT.length) - 1,
                                            CONTENT.length),
                            "Content-Length: 1000");
                });
        assertThatThrownBy(() -> pull("/iris.onnx"))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith(
                        "storage URI '%s': the server at localhost: file 'iris.onnx': "
                                .formatted(server.url("/iris.onnx")))
                .hasMessageEndingWith("(tried 3 times)");
        assertThat(target).doesNotExist();
        int before = server.requests().size();

        server.file("/iris.onnx", CONTENT);
        pull("/iris.onnx");
        assertThat(target.resolve("iris.onnx")).hasBinaryContent(CONTENT);
        assertThat(server.requests().size() - before).isLessThan(9);
    }

    @Test
    void leavesAConnectionThatStalls() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        server.on(
                "/iris.onnx",
                (request, out) -> {
                    if (asked.incrementAndGet() != 3) {
                        serve(request, out, CONTENT, "\"v1\"");
                        return;
                    }
                    head(
                            out,
                            206,
                            "ETag: \"v1\"",
                            "Content-Range: bytes %d-%d/%d"
                                    .formatted(
                                            request.from(),
                                            request.to(CONTENT.length) - 1,
                                            CONTENT.length),
                            "Content-Length: " + (request.to(CONTENT.length) - request.from()));
                    out.write(CONTENT, (int) request.from(), 100);
                    out.flush();
                    server.stall();
                });
        pull("/iris.onnx");
        assertThat(target.resolve("iris.onnx")).hasBinaryContent(CONTENT);
    }

    @Test
    void saysThatAServerStalls() {
        server.on(
                "/iris.onnx",
                (request, out) -> {
                    if (request.header("Range").equals("bytes=0-0")) {
                        serve(request, out, CONTENT, "\"v1\"");
                        return;
                    }
                    head(
                            out,
                            206,
                            "ETag: \"v1\"",
                            "Content-Range: bytes %d-%d/%d"
                                    .formatted(
                                            request.from(),
                                            request.to(CONTENT.length) - 1,
                                            CONTENT.length),
                            "Content-Length: " + (request.to(CONTENT.length) - request.from()));
                    out.flush();
                    server.stall();
                });
        assertThatThrownBy(() -> pull("/iris.onnx"))
                .hasMessageContaining("file 'iris.onnx'")
                .hasMessageContaining("stalled");
        assertThat(target).doesNotExist();
    }

    @Test
    void waitsForAServerThatIsBusy() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        server.on(
                "/iris.onnx",
                (request, out) -> {
                    if (asked.incrementAndGet() % 2 == 1) {
                        text(out, 503, "busy", "Retry-After: 1");
                        return;
                    }
                    serve(request, out, CONTENT, "\"v1\"");
                });
        pull("/iris.onnx");
        assertThat(target.resolve("iris.onnx")).hasBinaryContent(CONTENT);
    }

    @Test
    void saysThatAServerStaysBusy() {
        server.otherwise((_, out) -> text(out, 503, "<h1>come back later</h1>"));
        assertThatThrownBy(() -> pull("/iris.onnx"))
                .hasMessage(
                        "storage URI '%1$s': the server at localhost: %1$s answered 503 (come back later) (tried 3 times)",
                        server.url("/iris.onnx"));
        assertThat(server.requests()).hasSizeLessThan(8);
    }

    @ParameterizedTest
    @CsvSource({
        "404, 'it is not there: '",
        "410, 'it is not there: '",
        "400, ''",
        "403, 'access is denied: '",
        "401, 'access is denied: '"
    })
    void saysWhyThereIsNoFile(int status, String cause) {
        server.otherwise((_, out) -> text(out, status, "as it says"));
        String url = server.url("/iris.onnx");
        assertThatThrownBy(() -> pull("/iris.onnx"))
                .hasMessageStartingWith(
                        "storage URI '%s': the server at localhost: %s%s answered %d (as it says)"
                                .formatted(url, cause, url, status));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void saysWhichCredentialWasRefused() {
        server.otherwise((_, out) -> text(out, 403, ""));
        assertThatThrownBy(() ->
                        Fetching.pull(
                                server.url("/iris.onnx"),
                                target,
                                Map.of("localhost-headers", "{\"X-Key\": \"wrong\"}")))
                .hasMessageEndingWith(
                        "; credentials came from environment variable localhost-headers");
        assertThat(server.requests().getFirst().header("X-Key")).isEqualTo("wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"localhost\": {\"X-Key\": \"right\"}, \"other\": {\"X-Key\": \"wrong\"}}",
                "{\"localhost\": \"{\\\"X-Key\\\": \\\"right\\\"}\"}"
            })
    void showsTheHeadersThatAreForItsHost(String headers) throws Exception {
        server.file("/iris.onnx", CONTENT).requireHeader("X-Key", "right");
        Fetching.pull(server.url("/iris.onnx"), target, Map.of("SERVAL_STORAGE_HEADERS", headers));
        assertThat(target.resolve("iris.onnx")).exists();
    }

    @Test
    void saysThatNoCredentialWasFound() {
        server.otherwise((_, out) -> text(out, 401, ""));
        assertThatThrownBy(() -> pull("/iris.onnx"))
                .hasMessageEndingWith("; no credentials were found, so none were sent");
    }

    @Test
    void sendsUserAndPasswordOfTheUriAndShowsThemNowhere() {
        server.otherwise((_, out) -> text(out, 403, ""));
        String uri = "http://me:secret@localhost:%d/iris.onnx".formatted(server.port());
        assertThatThrownBy(() -> Fetching.pull(uri, target))
                .hasMessageContaining("***@localhost")
                .hasMessageNotContaining("secret");
        assertThat(server.requests().getFirst().header("Authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes()));
    }

    @Test
    void followsARedirectAndTakesNoCredentialToAnotherHost() throws Exception {
        try (UnrulyServer other = new UnrulyServer()) {
            other.file("/there.onnx", CONTENT);
            server.otherwise(
                    (_, out) -> text(out, 302, "", "Location: " + other.url("/there.onnx")));
            Fetching.pull(
                    server.url("/iris.onnx"),
                    target,
                    Map.of("localhost-headers", "{\"Authorization\": \"Bearer secret\"}"));
            assertThat(target.resolve("iris.onnx")).hasBinaryContent(CONTENT);
            assertThat(server.requests())
                    .allMatch(request -> request.header("Authorization").equals("Bearer secret"));
            assertThat(other.requests())
                    .allMatch(request -> request.header("Authorization").isEmpty());
        }
    }

    @Test
    void refusesRedirectsInACircleAndShowsIt() {
        server.on("/a", (_, out) -> text(out, 302, "", "Location: /b"));
        server.on("/b", (_, out) -> text(out, 302, "", "Location: /a"));
        assertThatThrownBy(() -> pull("/a"))
                .hasMessageEndingWith(
                        "%1$s redirects in a circle: %1$s -> %2$s -> %1$s",
                        server.url("/a"), server.url("/b"));
    }

    @Test
    void refusesRedirectsWithoutEnd() {
        AtomicInteger hop = new AtomicInteger();
        server.otherwise((_, out) -> text(out, 302, "", "Location: /" + hop.incrementAndGet()));
        assertThatThrownBy(() -> pull("/a")).hasMessageContaining("redirects more than 10 times");
        assertThat(hop.get()).isLessThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/x", "http://", "", "http://[", "file:///x"})
    void refusesARedirectToNowhere(String location) {
        server.otherwise((_, out) -> text(out, 302, "", "Location: " + location));
        assertThatThrownBy(() -> pull("/a")).hasMessageContaining("expected an address");
    }

    @Test
    void saysThatAFileChangedWhileItWasRead() {
        AtomicInteger asked = new AtomicInteger();
        server.on(
                "/iris.onnx",
                (request, out) ->
                        serve(
                                request,
                                out,
                                CONTENT,
                                asked.incrementAndGet() > 4 ? "\"v2\"" : "\"v1\""));
        assertThatThrownBy(() -> pull("/iris.onnx"))
                .hasMessageContaining(
                        "changed while it was read: its version was \"v1\" and is now \"v2\"");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void saysThatAFileGrewWhileItWasRead() {
        AtomicInteger asked = new AtomicInteger();
        byte[] grown = Bytes.random(CONTENT.length + 5, 1);
        server.on(
                "/iris.onnx",
                (request, out) ->
                        serve(
                                request,
                                out,
                                asked.incrementAndGet() > 4 ? grown : CONTENT,
                                "\"same\""));
        assertThatThrownBy(() -> pull("/iris.onnx"))
                .hasMessageContaining(
                        "changed while it was read: it had %d bytes and has now %d",
                        CONTENT.length, grown.length);
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void takesNoMoreThanWasAnnounced() throws Exception {
        server.on(
                "/iris.onnx",
                (request, out) -> {
                    head(
                            out,
                            206,
                            "ETag: \"v1\"",
                            "Content-Range: bytes 0-%d/1000".formatted(request.to(1000) - 1));
                    out.write(CONTENT);
                });
        pull("/iris.onnx");
        assertThat(target.resolve("iris.onnx")).hasSize(1000);
    }

    @Test
    void refusesAnAnswerThatBeginsElsewhere() {
        server.on(
                "/iris.onnx",
                (request, out) -> {
                    head(
                            out,
                            206,
                            "ETag: \"v1\"",
                            "Content-Range: bytes 0-%d/%d"
                                    .formatted(CONTENT.length - 1, CONTENT.length),
                            "Content-Length: " + CONTENT.length);
                    out.write(CONTENT);
                });
        assertThatThrownBy(() -> pull("/iris.onnx")).hasMessageContaining("asked for those from");
    }

    @Test
    void refusesAFileThatIsLargerThanAllowed() {
        server.file("/iris.onnx", CONTENT);
        assertThatThrownBy(() -> Limited.pull(server.url("/iris.onnx"), target, 1000, 10))
                .hasMessageEndingWith("has 655.4 kB, at most 1.0 kB are allowed");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void stopsAFileOfUnknownSizeAtTheLimit() {
        server.on(
                "/iris.onnx",
                (_, out) -> {
                    head(out, 200);
                    while (true) {
                        out.write(CONTENT);
                    }
                });
        assertThatThrownBy(() -> Limited.pull(server.url("/iris.onnx"), target, 1_000_000, 10))
                .hasMessageContaining("has more than 1.0 MB, which is all that is allowed");
        assertThat(root).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:x/a, names no host",
        "http:///a, names no host",
        "'http://local host/a', is no address"
    })
    void refusesWhatIsNoAddress(String uri, String cause) {
        assertThatThrownBy(() -> Fetching.pull(uri, target)).hasMessageContaining(cause);
    }

    @Test
    void saysThatNobodyListens() {
        int port = server.port();
        server.close();
        assertThatThrownBy(() -> Fetching.pull("http://localhost:%d/a".formatted(port), target))
                .hasMessageEndingWith(
                        "the server at localhost: no connection can be made (tried 3 times)");
    }

    @Test
    void saysThatThereIsNoSuchHost() {
        assertThatThrownBy(() -> Fetching.pull("http://none.invalid/a", target))
                .hasMessageEndingWith(
                        "the server at none.invalid: no address is known for this name (tried 3 times)");
    }

    @Test
    void unpacksAnArchiveAndLeavesItOut() throws Exception {
        server.file("/iris.zip", Bytes.zip("a/b.txt", "deep", "c.txt", "flat"));
        pull("/iris.zip");
        assertThat(target.resolve("a/b.txt")).hasContent("deep");
        assertThat(target.resolve("iris.zip")).doesNotExist();
    }

    @Test
    void leavesNothingOfAnArchiveThatWouldEscape() throws Exception {
        server.file("/iris.zip", Bytes.zip("../../escaped", "x"));
        assertThatThrownBy(() -> pull("/iris.zip"))
                .hasMessage(
                        "storage URI '%s': archive 'iris.zip': entry '../../escaped' would be outside the model's directory",
                        server.url("/iris.zip"));
        try (Stream<Path> left = Files.list(root)) {
            assertThat(left).isEmpty();
        }
        assertThat(root.resolveSibling("escaped")).doesNotExist();
    }

    private void pull(String path) throws StorageException {
        Fetching.pull(server.url(path), target);
    }
}
