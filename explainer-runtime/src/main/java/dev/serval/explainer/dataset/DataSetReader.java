package dev.serval.explainer.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Reads data sets: rows of numbers as JSON, `[[…], …]` or V1's `{"instances": [[…], …]}`, and CSV
/// with or without a first line of names.
public final class DataSetReader {
    private static final long LARGEST = 256L << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DataSetReader() {}

    /// Reads a file, or the only one in a folder that ends with `.csv` or `.json`.
    ///
    /// @param name what it is called in messages
    /// @throws InvalidInput if there is none, or it is none
    public static DataSet read(Path place, String name) {
        try {
            Path file = Files.isDirectory(place) ? onlyFileIn(place, name) : place;
            if (Files.size(file) > LARGEST) {
                throw new InvalidInput(
                        "background data %s has %d bytes, expected at most %d"
                                .formatted(name, Files.size(file), LARGEST));
            }
            String text = Files.readString(file);
            return endsWith(file, ".json") ? json(text, name) : csv(text, name);
        } catch (IOException unreadable) {
            throw new InvalidInput(
                    "background data %s cannot be read: %s".formatted(name, unreadable));
        }
    }

    private static Path onlyFileIn(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> data =
                    files.filter(file -> endsWith(file, ".csv") || endsWith(file, ".json"))
                            .toList();
            if (data.size() != 1) {
                throw new InvalidInput(
                        "background data %s is a folder with %d files of data, expected one that ends with .csv or .json"
                                .formatted(name, data.size()));
            }
            return data.getFirst();
        }
    }

    private static boolean endsWith(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /// The path of a `file:` URI, or of what is a path already.
    ///
    /// @throws InvalidInput for a URI of another kind
    public static Path path(String uri) {
        if (!uri.contains("://")) {
            return Path.of(uri);
        }
        try {
            URI parsed = URI.create(uri);
            if ("file".equals(parsed.getScheme())) {
                return Path.of(parsed.getPath());
            }
        } catch (IllegalArgumentException malformed) {
            throw new InvalidInput("'%s' is no URI: %s".formatted(uri, malformed.getMessage()));
        }
        throw new InvalidInput("'%s' is not read here, expected file:// or a path".formatted(uri));
    }

    /// A data set in JSON.
    ///
    /// @param what what it is called in messages
    public static DataSet json(String text, String what) {
        try {
            JsonNode root = JSON.readTree(text);
            return new DataSet(
                    List.of(), rows(root.isObject() ? root.path("instances") : root, what));
        } catch (IOException malformed) {
            throw new InvalidInput("%s is not JSON: %s".formatted(what, malformed.getMessage()));
        }
    }

    private static Rows rows(JsonNode list, String what) {
        if (!list.isArray() || list.isEmpty()) {
            throw new InvalidInput(
                    "%s is %s, expected a list of at least one row"
                            .formatted(what, list.isArray() ? "an empty list" : "no list"));
        }
        List<double[]> rows = new ArrayList<>();
        for (JsonNode row : list) {
            List<Double> values = new ArrayList<>();
            flatten(row, values, "%s: row %d".formatted(what, rows.size()));
            rows.add(values.stream().mapToDouble(Double::doubleValue).toArray());
        }
        return joined(rows, what);
    }

    /// A row may be nested, as an image is; `null` is a missing value.
    private static void flatten(JsonNode value, List<Double> into, String what) {
        if (value.isArray()) {
            value.forEach(each -> flatten(each, into, what));
            return;
        }
        if (!value.isNumber() && !value.isNull() && !value.isBoolean()) {
            throw new InvalidInput("%s holds %s, expected numbers".formatted(what, value));
        }
        double number = value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.asDouble();
        into.add(value.isNull() ? Double.NaN : number);
    }

    /// A data set of lines of numbers between commas, semicolons or tabs.
    ///
    /// @param what what it is called in messages
    static DataSet csv(String text, String what) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty()) {
            throw new InvalidInput("%s is empty, expected at least one row".formatted(what));
        }
        String separator = separator(lines.getFirst());
        List<String> first = cells(lines.getFirst(), separator);
        boolean named = first.stream().anyMatch(cell -> !cell.isEmpty() && !isNumber(cell));
        List<double[]> rows = new ArrayList<>();
        for (int line = named ? 1 : 0; line < lines.size(); line++) {
            rows.add(numbers(cells(lines.get(line), separator), what, line + 1));
        }
        if (rows.isEmpty()) {
            throw new InvalidInput("%s has names only, expected rows below".formatted(what));
        }
        return new DataSet(named ? first : List.of(), joined(rows, what));
    }

    private static String separator(String line) {
        return line.contains(",")
                ? ","
                : line.contains(";") ? ";" : line.contains("\t") ? "\t" : ",";
    }

    private static List<String> cells(String line, String separator) {
        return Arrays.stream(line.split(separator, -1))
                .map(cell -> cell.strip().replaceAll("^\"|\"$", ""))
                .toList();
    }

    private static double[] numbers(List<String> cells, String what, int line) {
        double[] numbers = new double[cells.size()];
        for (int i = 0; i < numbers.length; i++) {
            String cell = cells.get(i);
            if (!cell.isEmpty() && !isNumber(cell)) {
                throw new InvalidInput(
                        "%s: line %d holds '%s', expected numbers".formatted(what, line, cell));
            }
            numbers[i] = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
        }
        return numbers;
    }

    private static boolean isNumber(String cell) {
        try {
            Double.parseDouble(cell);
            return true;
        } catch (NumberFormatException none) {
            return false;
        }
    }

    private static Rows joined(List<double[]> rows, String what) {
        int width = rows.getFirst().length;
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).length != width || width == 0) {
                throw new InvalidInput(
                        "%s: row %d has %d values, expected %d as the first"
                                .formatted(what, row, rows.get(row).length, Math.max(1, width)));
            }
        }
        return Rows.of(rows.toArray(double[][]::new));
    }
}
