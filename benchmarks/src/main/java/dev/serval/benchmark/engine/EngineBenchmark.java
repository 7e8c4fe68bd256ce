package dev.serval.benchmark.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Measures one engine: Serval's, its library's own call and Python's by turns, for one row and for
/// 64, and prints a line of a table for each.
public final class EngineBenchmark {
    private static final Duration TURN = Duration.ofMillis(300);
    private static final Duration WARM_UP = Duration.ofMillis(1500);
    private static final List<Integer> SIZES = List.of(1, 64);
    private static final String SERVAL = "Serval";
    private static final String LIBRARY = "library";
    private static final String PYTHON = "Python";

    private final Path root;
    private final String format;
    private final int rounds;
    private final String python;

    private EngineBenchmark(Path root, String format, int rounds, String python) {
        this.root = root;
        this.format = format;
        this.rounds = rounds;
        this.python = python;
    }

    /// @param arguments the checkout, the format, how many rounds, a file for the figures in JSON,
    ///   and perhaps the command of a Python
    public static void main(String... arguments) throws Throwable {
        EngineBenchmark benchmark =
                new EngineBenchmark(
                        Path.of(arguments[0]),
                        arguments[1],
                        Integer.parseInt(arguments[2]),
                        arguments.length > 4 ? arguments[4] : "");
        List<Figure> figures = new ArrayList<>();
        for (int size : SIZES) {
            figures.addAll(benchmark.measure(new Rows(size)));
        }
        Files.writeString(
                Path.of(arguments[3]),
                "{\"engine\":\"%s\",\"rounds\":%d,\"figures\":[%s]}%n"
                        .formatted(
                                benchmark.format,
                                benchmark.rounds,
                                figures.stream()
                                        .map(Figure::json)
                                        .collect(Collectors.joining(","))));
        System.exit(0);
    }

    private List<Figure> measure(Rows rows) throws Throwable {
        Map<String, Call> calls = calls(rows);
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        try {
            for (Call call : calls.values()) {
                call.micros(WARM_UP);
            }
            for (int round = 0; round < rounds; round++) {
                for (Map.Entry<String, Call> call : calls.entrySet()) {
                    micros.computeIfAbsent(call.getKey(), _ -> new ArrayList<>())
                            .add(call.getValue().micros(TURN));
                }
            }
        } finally {
            for (Call call : calls.values()) {
                call.close();
            }
        }
        List<Figure> figures =
                micros.entrySet().stream()
                        .map(it -> new Figure(it.getKey(), rows.count(), it.getValue()))
                        .toList();
        print(rows, figures);
        return figures;
    }

    private Map<String, Call> calls(Rows rows) throws Throwable {
        Path model = model();
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put(SERVAL, new ServedCall(model, rows));
        switch (format) {
            case "onnx" -> calls.put(LIBRARY, new OnnxCall(model, rows));
            case "xgboost" -> calls.put(LIBRARY, new XgboostCall(model, rows));
            case "lightgbm" -> calls.put(LIBRARY, new LightgbmCall(model, rows));
            case "pmml" -> calls.put(LIBRARY, new PmmlCall(model, rows));
            case "pytorch" -> calls.put(LIBRARY, new PytorchCall(model, rows));
            case "tensorflow" ->
                    calls.put(
                            LIBRARY,
                            new TensorflowCall(
                                    model, rows, root.resolve("target/engines/tensorflow")));
            default -> {
                // scikit-learn is Python's alone
            }
        }
        Path script = root.resolve("benchmarks/engines/predict.py");
        PythonCall.start(python, script, format, model, rows)
                .ifPresent(call -> calls.put(PYTHON, call));
        return calls;
    }

    private Path model() {
        Path examples = root.resolve("examples");
        return switch (format) {
            case "onnx" -> examples.resolve("iris/model");
            case "tensorflow" -> examples.resolve("tensorflow/model/1");
            default -> examples.resolve(format).resolve("model");
        };
    }

    private void print(Rows rows, List<Figure> figures) {
        Map<String, Figure> byName = new LinkedHashMap<>();
        figures.forEach(figure -> byName.put(figure.who(), figure));
        Figure ours = byName.get(SERVAL);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %s | %s |%n",
                format,
                rows.count(),
                ours.median(),
                ours.least(),
                beside(ours, byName.get(LIBRARY)),
                beside(ours, byName.get(PYTHON)));
    }

    /// The other's time, and how many times it ours is, by the medians and by the least.
    private static String beside(Figure ours, @org.jspecify.annotations.Nullable Figure other) {
        return other == null
                ? "| "
                : String.format(
                        Locale.ROOT,
                        "%.2f | %.2f (%.2f)",
                        other.median(),
                        ours.median() / other.median(),
                        ours.least() / other.least());
    }
}
