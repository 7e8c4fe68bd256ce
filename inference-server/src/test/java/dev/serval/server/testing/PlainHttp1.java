package dev.serval.server.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// An HTTP/1.1 connection to the server under test, over which a test sends whatever bytes it
/// likes.
public final class PlainHttp1 implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /// An answer as it came.
    ///
    /// @param headers by lower-case name
    public record Answer(int status, Map<String, String> headers, String body) {}

    private PlainHttp1(URI server) throws IOException {
        socket = new Socket("localhost", server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /// One that has sent nothing: its first call is a request of Vert.x.
    public static PlainHttp1 to(URI server) throws IOException {
        return new PlainHttp1(server);
    }

    /// One that has had an answer, so that calls to come may be answered on its lane.
    public static PlainHttp1 onALane(URI server) throws IOException {
        PlainHttp1 connection = new PlainHttp1(server);
        connection.send("GET /v2/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        int status = connection.answer().status();
        if (status != 200) {
            throw new IOException("status " + status);
        }
        return connection;
    }

    /// A request with a body of JSON.
    ///
    /// @param headers further ones, each as a line
    public static String post(String path, String body, String... headers) {
        StringBuilder request = new StringBuilder("POST " + path + " HTTP/1.1\r\n");
        request.append("Host: localhost\r\nContent-Type: application/json\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    public void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /// The next answer, whole.
    ///
    /// @throws EOFException if the connection ends before
    public Answer answer() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] parts = line.split(": ", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("within a body");
        }
        return new Answer(status, headers, new String(body, StandardCharsets.ISO_8859_1));
    }

    /// Whether the server ends the connection, and sends nothing before.
    public boolean isEnded() throws IOException {
        return in.read() < 0;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("within a head");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
