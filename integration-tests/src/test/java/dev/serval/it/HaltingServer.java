package dev.serval.it;

import dev.serval.storage.testing.UnrulyServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/// A web server with one file, which halts in the middle of it until it is told to go on.
final class HaltingServer implements AutoCloseable {
    private final UnrulyServer server = new UnrulyServer();
    private final CountDownLatch rest = new CountDownLatch(1);
    private final String path;
    private final byte[] content;

    HaltingServer(String path, byte[] content) throws IOException {
        this.path = path;
        this.content = content;
        server.on(path, this::answer);
    }

    /// Where the file is.
    String url() {
        return server.url(path);
    }

    /// Sends the other half.
    void goOn() {
        rest.countDown();
    }

    private void answer(UnrulyServer.Request request, OutputStream out) throws IOException {
        if (request.to(content.length) - request.from() < content.length) {
            UnrulyServer.serve(request, out, content, "\"v1\"");
            return;
        }
        UnrulyServer.head(
                out,
                request.header("Range").isEmpty() ? 200 : 206,
                "ETag: \"v1\"",
                "Content-Range: bytes 0-%d/%d".formatted(content.length - 1, content.length),
                "Content-Length: " + content.length);
        int half = content.length / 2;
        out.write(content, 0, half);
        out.flush();
        try {
            rest.await();
            out.write(content, half, content.length - half);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        goOn();
        server.close();
    }
}
