package dev.serval.benchmark.gateway;

import dev.serval.benchmark.gateway.ServerUnderLoad.Cost;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Measures the gateway and a bare server by turns, and prints what a call costs each.
public final class GatewayBenchmark {
    private static final Duration PASS = Duration.ofSeconds(3);
    private static final int WRONG_USAGE = 2;
    private static final int MOST_SETTLING = 30;
    private static final double STILL_FALLING = 0.97;

    private GatewayBenchmark() {}

    /// @param passes how often each is measured
    /// @param connections how many callers there are
    /// @param upstream the port behind the gateway; 0 for a bare server of its own
    private record Settings(int passes, int connections, int upstream) {
        static Settings parse(String... arguments) {
            int passes = 7;
            int connections = 16;
            int upstream = 0;
            for (int i = 0; i + 1 < arguments.length; i += 2) {
                int value = Integer.parseInt(arguments[i + 1]);
                switch (arguments[i]) {
                    case "--passes" -> passes = value;
                    case "--connections" -> connections = value;
                    case "--upstream" -> upstream = value;
                    default -> throw new IllegalArgumentException("unknown: " + arguments[i]);
                }
            }
            return new Settings(passes, connections, upstream);
        }
    }

    /// @param arguments see the script beside the sources
    public static void main(String... arguments) throws IOException, InterruptedException {
        Settings settings;
        try {
            settings = Settings.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(
                    wrong.getMessage()
                            + "\nUsage: benchmarks/gateway [--passes N] [--connections N]"
                            + " [--upstream PORT]");
            System.exit(WRONG_USAGE);
            return;
        }
        try (var bare = ServerUnderLoad.start(PlainServer.class);
                var behind = ServerUnderLoad.start(PlainServer.class)) {
            int upstream = settings.upstream() > 0 ? settings.upstream() : behind.port();
            try (var gateway = ServerUnderLoad.start(GatewayServer.class, upstream)) {
                System.out.print(table(settings, bare, gateway));
            }
        }
    }

    private static String table(Settings settings, ServerUnderLoad bare, ServerUnderLoad gateway)
            throws IOException, InterruptedException {
        settle(bare, settings.connections());
        settle(gateway, settings.connections());
        var bareCosts = new ArrayList<Cost>();
        var gatewayCosts = new ArrayList<Cost>();
        for (int pass = 0; pass < settings.passes(); pass++) {
            bareCosts.add(bare.measure(settings.connections(), PASS));
            gatewayCosts.add(gateway.measure(settings.connections(), PASS));
        }
        return """
        | processor time for a call, µs | median | of it in the kernel | least |
        | --- | --- | --- | --- |
        %s%s
        The gateway costs %.2f times what the bare server does by the medians, %.2f by the \
        least; %d passes by turns, %d connections.
        """
                .formatted(
                        line("bare Vert.x server", bareCosts),
                        line("gateway", gatewayCosts),
                        median(gatewayCosts).micros() / median(bareCosts).micros(),
                        least(gatewayCosts) / least(bareCosts),
                        settings.passes(),
                        settings.connections());
    }

    /// Calls a server until its calls no longer become cheaper: until Java has compiled what they
    /// run through, which takes the more processor time the more of it there is.
    private static void settle(ServerUnderLoad server, int connections)
            throws IOException, InterruptedException {
        server.warmUp(connections);
        double best = Double.MAX_VALUE;
        int inVain = 0;
        for (int pass = 0; pass < MOST_SETTLING && inVain < 3; pass++) {
            double cost = server.measure(connections, PASS).micros();
            inVain = cost < best * STILL_FALLING ? 0 : inVain + 1;
            best = Math.min(best, cost);
        }
    }

    private static String line(String name, List<Cost> costs) {
        var median = median(costs);
        return "| %s | %.1f | %.1f | %.1f |\n"
                .formatted(name, median.micros(), median.kernel(), least(costs));
    }

    private static Cost median(List<Cost> costs) {
        return costs.stream()
                .sorted(Comparator.comparingDouble(Cost::micros))
                .skip(costs.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static double least(List<Cost> costs) {
        return costs.stream().mapToDouble(Cost::micros).min().orElseThrow();
    }
}
