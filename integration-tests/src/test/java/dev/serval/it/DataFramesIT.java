package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Data frames as MLServer's and KServe's clients send them, a tensor for each column and
/// `content_type: pd`, in another order than the model's, get the answers that the model's own
/// library gave when the model was made.
class DataFramesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A model that an engine's own tests have, what it calls its features where its file of
    /// expectations does not tell, and the output that is looked at.
    private record Example(String engine, String model, List<String> features, String output) {
        Path folder() {
            return Checkout.file("engines/" + engine + "/src/test/resources/genuine/" + model);
        }

        String name() {
            return engine + "-" + model;
        }
    }

    private static final List<Example> EXAMPLES =
            List.of(
                    new Example(
                            "lightgbm",
                            "named_features",
                            List.of("age", "income", "height", "ratio", "ä"),
                            "output-0"),
                    new Example(
                            "xgboost",
                            "named_features",
                            List.of("age", "income", "height (cm)", "ratio", "ä"),
                            "output-0"),
                    new Example("sklearn", "table", List.of(), "output-0"),
                    new Example("sklearn", "skops_table", List.of(), "output-0"),
                    new Example("pmml", "logistic", List.of(), "probability(yes)"));

    @TempDir Path repository;

    @Test
    void columnsInAnotherOrderGetTheAnswersOfTheLibrary() throws Exception {
        for (Example example : EXAMPLES) {
            Path version = Files.createDirectories(repository.resolve(example.name()).resolve("1"));
            try (Stream<Path> files = Files.list(example.folder())) {
                for (Path file : files.filter(DataFramesIT::isModel).toList()) {
                    Files.copy(file, version.resolve(file.getFileName()));
                }
            }
        }
        String engines = Checkout.file("target/engines").toString();
        try (Predictor predictor =
                Predictor.start(
                        Predictor.freePort(),
                        Map.of("SERVAL_ENGINES_DIR", engines),
                        "--repository=" + repository)) {
            predictor.awaitReady();
            for (Example example : EXAMPLES) {
                check(example, predictor);
            }
            predictor.awaitIdle();
        }
    }

    private static boolean isModel(Path file) {
        return !file.getFileName().toString().equals("expected.txt");
    }

    private static void check(Example example, Predictor predictor) throws Exception {
        Map<String, List<String>> blocks = blocks(example);
        List<Integer> rows = rowsThatJsonCanWrite(blocks);
        assertThat(rows).as(example.name()).hasSizeGreaterThan(4);
        var answer =
                predictor.post(
                        "/v2/models/%s/infer".formatted(example.name()),
                        request(blocks, rows, example).toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode numbers = JSON.readTree(answer.body()).get("outputs").get(0).get("data");
        List<String> expected = Objects.requireNonNull(blocks.get("out:" + example.output()));
        for (int i = 0; i < rows.size(); i++) {
            assertThat(numbers.get(i).doubleValue())
                    .as("row %d of %s", rows.get(i), example.name())
                    .isCloseTo(Double.parseDouble(expected.get(rows.get(i))), Offset.offset(1e-5));
        }
    }

    /// What goes in and out by `in:` or `out:` and the column, each a list of its rows.
    private static Map<String, List<String>> blocks(Example example) throws IOException {
        List<String> lines = Files.readAllLines(example.folder().resolve("expected.txt"));
        Map<String, List<String>> blocks = new LinkedHashMap<>();
        for (int at = 0; at < lines.size(); ) {
            String[] head = lines.get(at).split("\t", -1);
            int rows = Integer.parseInt(head[2]);
            List<String> block = lines.subList(at + 1, at + 1 + rows);
            if (head[0].equals("in:input-0")) {
                for (int column = 0; column < example.features().size(); column++) {
                    int place = column;
                    blocks.put(
                            "in:" + example.features().get(column),
                            block.stream().map(row -> row.split("\t", -1)[place]).toList());
                }
            } else {
                blocks.put(head[0], block);
            }
            at += 1 + rows;
        }
        return blocks;
    }

    private static List<Integer> rowsThatJsonCanWrite(Map<String, List<String>> blocks) {
        int count = blocks.values().iterator().next().size();
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int row = i;
            boolean writable =
                    blocks.values().stream()
                            .noneMatch(block -> block.get(row).matches("-?(nan|inf)"));
            if (writable) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static ObjectNode request(
            Map<String, List<String>> blocks, List<Integer> rows, Example example) {
        ObjectNode request = JSON.createObjectNode();
        request.putObject("parameters").put("content_type", "pd");
        ArrayNode inputs = request.putArray("inputs");
        List<String> columns =
                blocks.keySet().stream().filter(name -> name.startsWith("in:")).toList();
        for (String column : columns.reversed()) {
            List<String> block = Objects.requireNonNull(blocks.get(column));
            List<String> values = rows.stream().map(block::get).toList();
            boolean isText = !values.stream().allMatch(value -> value.matches("[-+.0-9e]+"));
            ObjectNode input = inputs.addObject().put("name", column.substring("in:".length()));
            input.put("datatype", isText ? "BYTES" : "FP64").putArray("shape").add(rows.size());
            input.putObject("parameters").put("content_type", isText ? "str" : "np");
            ArrayNode data = input.putArray("data");
            values.forEach(value -> {
                if (isText) {
                    data.add(value);
                } else {
                    data.add(Double.parseDouble(value));
                }
            });
        }
        request.putArray("outputs").addObject().put("name", example.output());
        return request;
    }
}
