package dev.serval.benchmark.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Callers that each send an iris call over a connection of their own, and the next once it is
/// answered.
final class ClosedLoop {
    private static final String BODY =
            """
            {"inputs":[{"name":"input","shape":[1,4],"datatype":"FP32","data":[5.1,3.5,1.4,0.2]}]}\
            """;

    private static final byte[] CALL =
            """
            POST /v2/models/iris/infer HTTP/1.1\r
            host: iris.default.localhost\r
            content-type: application/json\r
            content-length: %d\r
            \r
            %s\
            """
                    .formatted(BODY.length(), BODY)
                    .getBytes(StandardCharsets.US_ASCII);

    private static final String GOOD = "HTTP/1.1 200";
    private static final String LENGTH = "\r\ncontent-length: ";

    private ClosedLoop() {}

    /// Calls for some time.
    ///
    /// @return how many calls were answered
    /// @throws IOException if one was not answered well
    static long run(int port, int callers, Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        var calls = new ArrayList<Callable<Long>>();
        for (int caller = 0; caller < callers; caller++) {
            calls.add(() -> callUntil(end, port));
        }
        long sum = 0;
        try (var threads = Executors.newFixedThreadPool(callers)) {
            for (var done : threads.invokeAll(calls)) {
                sum += done.get();
            }
        } catch (ExecutionException failure) {
            throw new IOException("a call failed", failure.getCause());
        }
        return sum;
    }

    private static long callUntil(long end, int port) throws IOException {
        long count = 0;
        var buffer = new byte[4096];
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            var out = socket.getOutputStream();
            var in = socket.getInputStream();
            while (System.nanoTime() < end) {
                out.write(CALL);
                readAnswer(in, buffer);
                count++;
            }
        }
        return count;
    }

    private static void readAnswer(InputStream in, byte[] buffer) throws IOException {
        int size = 0;
        while (true) {
            int count = in.read(buffer, size, buffer.length - size);
            if (count < 0) {
                throw new ProtocolException("the connection ended within an answer");
            }
            size += count;
            var text = new String(buffer, 0, size, StandardCharsets.ISO_8859_1);
            int headEnd = text.indexOf("\r\n\r\n");
            if (headEnd >= 0 && size >= headEnd + 4 + length(text)) {
                return;
            }
        }
    }

    private static int length(String answer) throws ProtocolException {
        int start = answer.toLowerCase(java.util.Locale.ROOT).indexOf(LENGTH);
        if (!answer.startsWith(GOOD) || start < 0) {
            throw new ProtocolException("not 200 with a length: " + answer);
        }
        int from = start + LENGTH.length();
        return Integer.parseInt(answer, from, answer.indexOf('\r', from), 10);
    }
}
