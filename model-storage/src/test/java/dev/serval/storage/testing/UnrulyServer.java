package dev.serval.storage.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// An HTTP/1.1 server on loopback that does what a test tells it, however wrong: answers are
/// written byte by byte by the test's own handler. One request a connection.
public final class UnrulyServer implements AutoCloseable {
    /// @param headers by name, without regard to case
    public record Request(String method, String path, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /// The first byte that is asked for.
        public long from() {
            return header("Range").isEmpty() ? 0 : Long.parseLong(range()[0]);
        }

        /// The byte after the last that is asked for.
        public long to(long size) {
            return header("Range").isEmpty() || range().length < 2
                    ? size
                    : Math.min(size, Long.parseLong(range()[1]) + 1);
        }

        private String[] range() {
            return header("Range").substring("bytes=".length()).split("-");
        }
    }

    /// What is done for a request.
    public interface Handler {
        void answer(Request request, OutputStream out) throws IOException;
    }

    private final ServerSocket socket;
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final Map<String, String> required = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    public UnrulyServer() throws IOException {
        socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public String url(String path) {
        return "http://localhost:" + socket.getLocalPort() + path;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /// What is done for requests of that path, without its query.
    public UnrulyServer on(String path, Handler handler) {
        handlers.put(path, handler);
        return this;
    }

    /// What is done for all other requests.
    public UnrulyServer otherwise(Handler handler) {
        return on("", handler);
    }

    /// A file that is served as it should be, with ranges and an ETag.
    public UnrulyServer file(String path, byte[] content) {
        return on(path, (request, out) -> serve(request, out, content, "\"v1\""));
    }

    /// From now on whoever does not show a header is refused.
    public void requireHeader(String name, String value) {
        required.put(name, value);
    }

    /// The requests so far.
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public long requestsOf(String path) {
        return requests.stream().filter(request -> withoutQuery(request).equals(path)).count();
    }

    /// Waits until the server is closed, as a server does that has stalled.
    public void stall() {
        try {
            closed.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// A part of the content, as the request asks.
    public static void serve(Request request, OutputStream out, byte[] content, String etag)
            throws IOException {
        long from = request.from();
        long to = request.to(content.length);
        if (request.header("Range").isEmpty()) {
            head(out, 200, "ETag: " + etag, "Content-Length: " + content.length);
        } else if (from >= content.length) {
            head(out, 416, "Content-Range: bytes */" + content.length, "Content-Length: 0");
            return;
        } else {
            head(
                    out,
                    206,
                    "ETag: " + etag,
                    "Content-Range: bytes %d-%d/%d".formatted(from, to - 1, content.length),
                    "Content-Length: " + (to - from));
        }
        if (!request.method().equals("HEAD")) {
            out.write(content, (int) from, (int) (to - from));
        }
    }

    public static void head(OutputStream out, int status, String... headers) throws IOException {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        text.append("Connection: close\r\n\r\n");
        out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /// A whole answer.
    public static void text(OutputStream out, int status, String body, String... headers)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Length: " + bytes.length);
        head(out, status, all.toArray(String[]::new));
        out.write(bytes);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                Thread.ofVirtual().start(() -> handle(connection));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void handle(Socket connection) {
        try (connection;
                InputStream in = new BufferedInputStream(connection.getInputStream());
                OutputStream out = connection.getOutputStream()) {
            Request request = read(in);
            requests.add(request);
            Handler handler = handlers.get(withoutQuery(request));
            Handler other = handlers.get("");
            boolean isShown =
                    required.entrySet().stream()
                            .allMatch(one -> request.header(one.getKey()).equals(one.getValue()));
            if (!isShown) {
                text(out, 403, "show " + required.keySet());
            } else if (handler != null) {
                handler.answer(request, out);
            } else if (other != null) {
                other.answer(request, out);
            } else {
                text(out, 404, "no such file");
            }
            out.flush();
        } catch (IOException gone) {
            // The client went away, as it may.
        } finally {
            open.remove(connection);
        }
    }

    private static Request read(InputStream in) throws IOException {
        String[] first = line(in).split(" ");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Request(first[0], first[1], headers, body);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new IOException("no request");
            }
            line.append((char) one);
        }
        return line.toString().stripTrailing();
    }

    private static String withoutQuery(Request request) {
        return request.path().replaceFirst("\\?.*$", "");
    }

    @Override
    public void close() {
        try {
            closed.countDown();
            socket.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
