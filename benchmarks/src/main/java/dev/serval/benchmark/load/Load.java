package dev.serval.benchmark.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// One run of a plan, on one thread.
final class Load implements Exchange.Answers {
    private static final long DRAIN_NANOS = 10_000_000_000L;

    private final LoadPlan plan;
    private final List<Connection> connections = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private long inFlight;
    private long errors;
    private long begun;
    private long lastAnswer;

    private Load(LoadPlan plan) {
        this.plan = plan;
    }

    static LoadResult run(LoadPlan plan) throws IOException {
        return new Load(plan).run();
    }

    private LoadResult run() throws IOException {
        byte[] body = Files.readAllBytes(plan.body());
        long start;
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < plan.connections(); i++) {
                connections.add(new Connection(plan.port(), selector, exchange(body)));
            }
            start = System.nanoTime();
            lastAnswer = start;
            send(selector, start);
            drain(selector);
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
        latencies.sort();
        return new LoadResult(
                latencies.count(),
                errors + inFlight,
                (lastAnswer - start) / 1e9,
                latencies.micros(0.5),
                latencies.micros(0.99),
                latencies.micros(1));
    }

    private Exchange exchange(byte[] body) {
        return switch (plan.transport()) {
            case HTTP1 -> new Http1Exchange(Http1Exchange.request(plan, body), this);
            case HTTP2, GRPC -> new Http2Exchange(plan, body, this);
        };
    }

    private void send(Selector selector, long start) throws IOException {
        long end = start + plan.duration().toNanos();
        for (long now = start; now < end; now = System.nanoTime()) {
            for (Connection connection : connections) {
                beginWhatIsDue(connection.exchange(), start, now);
                connection.write();
            }
            if (plan.rate() > 0) {
                selector.select(1);
            } else {
                selector.select(1000);
            }
            readAll(selector);
        }
    }

    /// Begins as many requests as there is room for, or, at a fixed rate, as are due; those are
    /// timed from the moment at which they were due.
    private void beginWhatIsDue(Exchange exchange, long start, long now) {
        while (exchange.hasRoom()) {
            long due = now;
            if (plan.rate() > 0) {
                due = start + begun * 1_000_000_000L / plan.rate();
                if (due > now) {
                    return;
                }
            }
            exchange.begin(due);
            begun++;
            inFlight++;
        }
    }

    private void drain(Selector selector) throws IOException {
        long end = System.nanoTime() + DRAIN_NANOS;
        while (inFlight > 0 && System.nanoTime() < end) {
            for (Connection connection : connections) {
                connection.write();
            }
            selector.select(100);
            readAll(selector);
        }
    }

    private static void readAll(Selector selector) throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isReadable()) {
                ((Connection) key.attachment()).read();
            }
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void answered(long began, boolean well) {
        inFlight--;
        lastAnswer = System.nanoTime();
        if (well) {
            latencies.add(lastAnswer - began);
        } else {
            errors++;
        }
    }
}
