package dev.serval.explainer.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.explainer.model.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What other programs answered, as files beside the tests: how they are made is said in
/// `src/test/models`.
public final class Golden {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Golden() {}

    public static JsonNode read(String name) {
        try {
            return JSON.readTree(bytes(name));
        } catch (IOException broken) {
            throw new IllegalStateException(name, broken);
        }
    }

    public static byte[] bytes(String name) {
        try (InputStream in =
                Objects.requireNonNull(Golden.class.getResourceAsStream("/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new IllegalStateException(name, broken);
        }
    }

    /// A list of numbers, `null` as NaN.
    public static double[] row(JsonNode values) {
        double[] row = new double[values.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = values.path(i).asDouble(Double.NaN);
        }
        return row;
    }

    public static Rows rows(JsonNode lists) {
        List<double[]> rows = new ArrayList<>();
        lists.forEach(list -> rows.add(row(list)));
        return Rows.of(rows.toArray(double[][]::new));
    }
}
