package dev.serval.benchmark.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A server in a process of its own, and what calls cost it.
final class ServerUnderLoad implements AutoCloseable {
    private static final long WARM_CALLS = 300_000;
    private static final Duration WARM_MOST = Duration.ofSeconds(60);
    private static final Duration START_MOST = Duration.ofSeconds(30);
    private static final double MICROS_PER_TICK = 10_000;
    private static final int USER_TIME = 11;
    private static final int KERNEL_TIME = 12;

    private final Process process;
    private final int port;

    private ServerUnderLoad(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Processor time for one call, in microseconds.
    record Cost(double user, double kernel, long calls) {
        double micros() {
            return user + kernel;
        }
    }

    static ServerUnderLoad start(Class<?> program, Object... arguments) throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:+UseCompactObjectHeaders",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program.getName(),
                                Integer.toString(port)));
        for (var argument : arguments) {
            command.add(argument.toString());
        }
        var process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var server = new ServerUnderLoad(process, port);
        server.awaitPort();
        return server;
    }

    private void awaitPort() throws IOException {
        long end = System.nanoTime() + START_MOST.toNanos();
        while (true) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    close();
                    throw notYet;
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    int port() {
        return port;
    }

    /// Calls until the compiler has seen enough.
    void warmUp(int callers) throws IOException, InterruptedException {
        long calls = 0;
        long end = System.nanoTime() + WARM_MOST.toNanos();
        while (calls < WARM_CALLS && System.nanoTime() < end) {
            calls += ClosedLoop.run(port, callers, Duration.ofSeconds(2));
        }
    }

    Cost measure(int callers, Duration time) throws IOException, InterruptedException {
        var before = ticks();
        long calls = ClosedLoop.run(port, callers, time);
        var after = ticks();
        return new Cost(
                (after.user() - before.user()) * MICROS_PER_TICK / calls,
                (after.kernel() - before.kernel()) * MICROS_PER_TICK / calls,
                calls);
    }

    private record Ticks(long user, long kernel) {}

    /// `/proc/PID/stat` counts in hundredths of a second; its second field, a name in brackets, may
    /// hold spaces.
    private Ticks ticks() throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new Ticks(Long.parseLong(fields[USER_TIME]), Long.parseLong(fields[KERNEL_TIME]));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
