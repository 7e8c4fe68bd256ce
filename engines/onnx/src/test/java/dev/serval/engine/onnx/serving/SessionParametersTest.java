package dev.serval.engine.onnx.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.serval.engine.onnx.ort.SessionSettings;
import dev.serval.engine.onnx.ort.SessionSettings.ExecutionMode;
import dev.serval.engine.onnx.ort.SessionSettings.GraphOptimization;
import dev.serval.engine.onnx.ort.SessionSettings.Memory;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SessionParametersTest {
    private static SessionParameters of(Map<String, String> texts) throws ModelLoadException {
        return SessionParameters.of(new EngineSettings(3, parameters(texts)));
    }

    private static Parameters parameters(Map<String, String> texts) {
        Map<String, Parameter> byName = new LinkedHashMap<>();
        texts.forEach((name, text) -> byName.put(name, new Parameter.Text(text)));
        return new Parameters(byName);
    }

    @Test
    void takesTheThreadsOfTheEngineAndNeverSpinsByDefault() throws ModelLoadException {
        assertThat(of(Map.of()).settings())
                .isEqualTo(
                        new SessionSettings(
                                3,
                                1,
                                GraphOptimization.ENABLE_ALL,
                                ExecutionMode.SEQUENTIAL,
                                new Memory(true, true),
                                Map.of(
                                        "session.intra_op.allow_spinning", "0",
                                        "session.inter_op.allow_spinning", "0")));
    }

    @Test
    void takesWhatTheModelsConfigurationSays() throws ModelLoadException {
        Map<String, String> given =
                Map.of(
                        "intra_op_thread_count", "5",
                        "inter_op_thread_count", "2",
                        "execution_mode", "1",
                        "graph_optimization_level", "enable_basic",
                        "enable_mem_arena", "0",
                        "enable_mem_pattern", "false",
                        "session.intra_op.allow_spinning", "1",
                        "session.set_denormal_as_zero", "1");
        assertThat(of(given).settings())
                .isEqualTo(
                        new SessionSettings(
                                5,
                                2,
                                GraphOptimization.ENABLE_BASIC,
                                ExecutionMode.PARALLEL,
                                new Memory(false, false),
                                Map.of(
                                        "session.intra_op.allow_spinning", "1",
                                        "session.inter_op.allow_spinning", "0",
                                        "session.set_denormal_as_zero", "1")));
    }

    @Test
    void takesZeroThreadsForTheDefault() throws ModelLoadException {
        SessionSettings settings =
                of(Map.of("intra_op_thread_count", "0", "inter_op_thread_count", "0")).settings();
        assertThat(settings.intraOpThreads()).isEqualTo(3);
        assertThat(settings.interOpThreads()).isEqualTo(1);
    }

    @Test
    void takesOnnxRuntimesNumberForAnOptimizationLevel() throws ModelLoadException {
        assertThat(of(Map.of("graph_optimization_level", "99")).settings().optimization())
                .isEqualTo(GraphOptimization.ENABLE_ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "intra_op_thread_count, many, 'a number of threads, or 0'",
        "inter_op_thread_count, -1, 'a number of threads, or 0'",
        "execution_mode, 2, 0 (sequential) or 1 (parallel)",
        "graph_optimization_level, 4, 'one of [disable_all, enable_basic, enable_extended,"
                + " enable_layout, enable_all]'",
        "enable_mem_arena, maybe, 0 or 1",
    })
    void refusesAValueThatAParameterCannotHave(String name, String value, String expected) {
        assertThatExceptionOfType(ModelLoadException.class)
                .isThrownBy(() -> of(Map.of(name, value)))
                .withMessage("parameter '%s' is '%s', expected %s", name, value, expected);
    }

    @Test
    void shrinksTheArenaAfterEveryRunWhereItIsToldTo() throws ModelLoadException {
        ArenaShrinkage told =
                of(Map.of("memory.enable_memory_arena_shrinkage", "cpu:0")).arenaShrinkage();
        assertThat(told.isDue()).isTrue();
        assertThat(told.isDue()).isTrue();
    }

    @Test
    void neverShrinksAnArenaThatIsNotThere() throws ModelLoadException {
        ArenaShrinkage without =
                of(Map.of(
                                "enable_mem_arena", "0",
                                "memory.enable_memory_arena_shrinkage", "cpu:0"))
                        .arenaShrinkage();
        assertThat(without.isDue()).isFalse();
    }

    @Test
    void warnsOfAnUnknownParameterAndNamesTheNearest() throws ModelLoadException {
        List<String> lines = new ArrayList<>();
        Handler handler = collectingInto(lines);
        Logger logger = Logger.getLogger(SessionParameters.class.getName());
        logger.addHandler(handler);
        try {
            of(Map.of("intra_op_threads", "4"));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines)
                .singleElement()
                .asString()
                .contains("'intra_op_threads'")
                .contains("'intra_op_thread_count'");
    }

    private static Handler collectingInto(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @ParameterizedTest
    @CsvSource({
        "enable_mem_arena, 0",
        "enable_mem_pattern, 0",
        "memory.enable_memory_arena_shrinkage, cpu:0",
        "execution_mode, parallel",
        "inter_op_thread_count, 2",
        "intra_op_thread_count, 2",
        "graph_optimization_level, disable_all",
        "graph_optimization_level, enable_layout",
    })
    void answersTheSameUnderEverySetting(String name, String value, @TempDir Path directory) {
        try (TestModels models = new TestModels(directory)) {
            var iris = models.load("iris_lr", parameters(Map.of(name, value)));
            for (int i = 0; i < 3; i++) {
                float[] flower = {5.9f, 3f, 4.2f, 1.5f};
                Tensor row = Tensor.ofFloats("input", Shape.of(1, 4), flower, models.allocator);
                try (InferResponse response = models.infer(iris, row)) {
                    assertThat(response.outputs().getFirst().toLongs()).containsExactly(1);
                }
            }
        }
    }

    @Test
    void namesASessionKeyThatOnnxRuntimeRefuses(@TempDir Path directory) throws Exception {
        TestModels.copy("iris_lr.onnx", directory.resolve("model.onnx"));
        try (TestModels models = new TestModels(directory)) {
            Parameters wrong = parameters(Map.of("session." + "x".repeat(2000), "1"));
            assertThatExceptionOfType(ModelLoadException.class)
                    .isThrownBy(() -> models.loadFrom(directory, wrong))
                    .withMessageContaining("Config key");
        }
    }
}
