package dev.serval.platform.local.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Asks a program whether it is ready: every few milliseconds while it starts, which is what a
/// first request waits for, and every second later. A program that is too busy to answer in time is
/// not taken for one that says no.
final class ReadinessWatch {
    private static final Duration EAGER = Duration.ofMillis(5);
    private static final Duration PATIENT = Duration.ofMillis(50);
    private static final Duration CALM = Duration.ofSeconds(1);
    private static final int EAGER_LOOKS = 2000;
    private static final int MILLIS_TO_CONNECT = 1000;
    private static final int MILLIS_TO_ANSWER = 2000;
    private static final String OK = " 200";
    private static final byte[] REQUEST =
            "GET /v2/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress address;
    private final ProgramListener listener;
    private volatile boolean closed;

    ReadinessWatch(int port, ProgramListener listener) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.listener = listener;
    }

    /// What one look found.
    private enum Look {
        NOTHING_THERE,
        NOT_READY,
        READY,
        NO_ANSWER
    }

    void start(String name) {
        Thread.ofVirtual().name("readiness of " + name).start(this::watch);
    }

    void close() {
        closed = true;
    }

    private void watch() {
        boolean isListening = false;
        boolean isReady = false;
        for (long looks = 0; !closed; looks++) {
            Look look = look();
            if (closed) {
                return;
            }
            if (!isListening && look != Look.NOTHING_THERE) {
                isListening = true;
                listener.listening();
            }
            if (!isReady && look == Look.READY) {
                isReady = true;
                listener.ready();
            }
            if (isReady && look == Look.NOT_READY) {
                isReady = false;
                listener.unready("it says that it is not ready");
            }
            LockSupport.parkNanos(pause(isReady, looks).toNanos());
        }
    }

    private static Duration pause(boolean isReady, long looks) {
        if (isReady) {
            return CALM;
        }
        return looks < EAGER_LOOKS ? EAGER : PATIENT;
    }

    private Look look() {
        try (Socket socket = new Socket()) {
            socket.connect(address, MILLIS_TO_CONNECT);
            socket.setSoTimeout(MILLIS_TO_ANSWER);
            socket.getOutputStream().write(REQUEST);
            String status =
                    new BufferedReader(
                                    new InputStreamReader(
                                            socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine();
            if (status == null) {
                return Look.NO_ANSWER;
            }
            return status.contains(OK) ? Look.READY : Look.NOT_READY;
        } catch (ConnectException refused) {
            return Look.NOTHING_THERE;
        } catch (IOException busy) {
            return Look.NO_ANSWER;
        }
    }
}
