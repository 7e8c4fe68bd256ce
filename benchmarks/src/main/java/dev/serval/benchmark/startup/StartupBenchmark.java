package dev.serval.benchmark.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Starts the predictor in each way by turns, and prints a table and, if asked to, JSON.
public final class StartupBenchmark {
    private static final int USUAL_RUNS = 10;

    private StartupBenchmark() {}

    /// How the program is started.
    enum Way {
        PLAIN_JAR("plain jar"),
        AOT_CACHE("launch, AOT cache");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        List<String> command(Path program) {
            if (this == AOT_CACHE) {
                return List.of(program.resolve("launch").toString());
            }
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-jar",
                    program.resolve("quarkus-run.jar").toString());
        }
    }

    /// @param args the checkout's root, how many runs, the file for the figures as JSON
    public static void main(String... args) throws IOException, InterruptedException {
        Path root = Path.of(args[0]);
        int runs = args.length > 1 ? Integer.parseInt(args[1]) : USUAL_RUNS;
        Path program = root.resolve("predictor-runtime/target/quarkus-app");
        Path model = root.resolve("examples/iris/model");
        Map<Way, List<StartMeasurement>> measured = new EnumMap<>(Way.class);
        for (int run = 0; run <= runs; run++) {
            for (Way way : Way.values()) {
                StartMeasurement measurement = StartMeasurement.of(way.command(program), model);
                // The first of each only brings the files into memory.
                if (run > 0) {
                    measured.computeIfAbsent(way, _ -> new ArrayList<>()).add(measurement);
                }
            }
        }
        System.out.print(table(measured));
        if (args.length > 2) {
            Files.writeString(Path.of(args[2]), json(measured));
        }
    }

    private static String table(Map<Way, List<StartMeasurement>> measured) {
        StringBuilder table =
                new StringBuilder(
                        """
                        | started as | figure | median | least | most |
                        | --- | --- | --- | --- | --- |
                        """);
        measured.forEach((way, all) -> {
            for (Figure figure : Figure.values()) {
                Spread spread = Spread.of(all, figure);
                table.append(
                        "| %s | %s | %.0f | %.0f | %.0f |\n"
                                .formatted(
                                        way.words,
                                        figure.words(),
                                        spread.median(),
                                        spread.least(),
                                        spread.most()));
            }
        });
        return table.toString();
    }

    private static String json(Map<Way, List<StartMeasurement>> measured) {
        List<String> ways = new ArrayList<>();
        measured.forEach((way, all) -> {
            List<String> figures = new ArrayList<>();
            for (Figure figure : Figure.values()) {
                Spread spread = Spread.of(all, figure);
                figures.add(
                        String.format(
                                Locale.ROOT,
                                "\"%s\":{\"median\":%.2f,\"least\":%.2f,\"most\":%.2f}",
                                figure.name().toLowerCase(Locale.ROOT),
                                spread.median(),
                                spread.least(),
                                spread.most()));
            }
            ways.add(
                    "\"%s\":{\"runs\":%d,%s}"
                            .formatted(
                                    way.name().toLowerCase(Locale.ROOT),
                                    all.size(),
                                    String.join(",", figures)));
        });
        return "{%s}\n".formatted(String.join(",", ways));
    }
}
