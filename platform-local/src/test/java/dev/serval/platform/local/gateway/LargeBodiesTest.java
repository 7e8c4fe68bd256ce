package dev.serval.platform.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Bodies that are many times the gateway's heap, which is 64 MB.
@Timeout(180)
class LargeBodiesTest {
    private static final long SIZE = 500_000_000;
    private static final byte[] PART = part();

    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong given = new AtomicLong();
    private ServerSocket replica;
    private Process gateway;
    private int port;

    @BeforeEach
    void startTheGateway() throws IOException {
        replica = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        gateway =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:MaxDirectMemorySize=64m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                System.getProperty("java.class.path"),
                                GatewayProgram.class.getName(),
                                Integer.toString(replica.getLocalPort()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        port = Integer.parseInt(lines(gateway).readLine());
    }

    @AfterEach
    void endAll() throws IOException {
        gateway.destroyForcibly();
        replica.close();
    }

    @Test
    void fiveHundredMegabytesPassBothWays() throws IOException {
        try (var caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
            send(caller.getOutputStream());

            assertThat(readHead(caller.getInputStream())).startsWith("HTTP/1.1 200");
            assertThat(taken).hasValue(SIZE);
            assertThat(readBody(caller.getInputStream())).isEqualTo(SIZE);
        }
        assertThat(gateway.isAlive()).isTrue();
    }

    @Test
    void aCallerThatDoesNotReadHoldsTheReplicaBack() throws IOException {
        try (var caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
            send(caller.getOutputStream());
            readHead(caller.getInputStream());
            awaitStandstill();

            assertThat(given.get()).isLessThan(SIZE / 4);
            assertThat(readBody(caller.getInputStream())).isEqualTo(SIZE);
        }
    }

    private static byte[] part() {
        var part = new byte[64 * 1024];
        for (int i = 0; i < part.length; i++) {
            part[i] = (byte) (i * 31);
        }
        return part;
    }

    /// Waits until the replica has got rid of nothing for a while.
    private void awaitStandstill() {
        var last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(60))
                .until(() -> last.getAndSet(given.get()) == given.get());
    }

    private static BufferedReader lines(Process process) {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    private static void send(OutputStream out) throws IOException {
        out.write(
                ("POST /v2/models/iris/infer HTTP/1.1\r\n"
                                + "host: iris.default.localhost\r\n"
                                + "content-length: "
                                + SIZE
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        for (long left = SIZE; left > 0; left -= PART.length) {
            out.write(PART, 0, (int) Math.min(left, PART.length));
        }
    }

    private void serve() {
        while (!replica.isClosed()) {
            try (var socket = replica.accept()) {
                answer(socket.getInputStream(), socket.getOutputStream());
            } catch (IOException ended) {
                if (!replica.isClosed()) {
                    throw new UncheckedIOException(ended);
                }
            }
        }
    }

    private void answer(InputStream in, OutputStream out) throws IOException {
        if (!readHead(in).startsWith("POST")) {
            return;
        }
        taken.set(readBody(in));
        out.write(
                ("HTTP/1.1 200 OK\r\ncontent-length: " + SIZE + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        for (long left = SIZE; left > 0; left -= PART.length) {
            out.write(PART, 0, (int) Math.min(left, PART.length));
            given.addAndGet(PART.length);
        }
    }

    private static String readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /// Reads a body and compares each byte of it.
    ///
    /// @return how many bytes were as they should
    private static long readBody(InputStream in) throws IOException {
        var part = new byte[PART.length];
        long read = 0;
        while (read < SIZE) {
            int wanted = (int) Math.min(part.length, SIZE - read);
            int count = in.readNBytes(part, 0, wanted);
            if (count < wanted || !Arrays.equals(part, 0, count, PART, 0, count)) {
                return read;
            }
            read += count;
        }
        return read;
    }
}
