package dev.serval.predictor.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.predictor.configuration.QueuePolicy.TimeoutAction;
import dev.serval.server.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TritonSettingsTest {
    private static final String WHOLE =
            """
            name: "iris"
            platform: "onnxruntime_onnx"
            max_batch_size: 8
            input [ { name: "input" data_type: TYPE_FP32 dims: [ 4 ] } ]
            output [
              { name: "label" data_type: TYPE_INT64 dims: [ ] dims: 1 label_filename: "labels.txt" },
              { name: "text" data_type: TYPE_STRING dims: [ -1 ] }
            ]
            dynamic_batching { preferred_batch_size: [ 8, 4 ] max_queue_delay_microseconds: 100 }
            version_policy { specific { versions: [ 3, 1 ] } }
            parameters { key: "mode" value: { string_value: "fast" } }
            """;

    @Test
    void readsWhatServalUses() throws ConfigurationException {
        ReadSettings read = read(WHOLE);
        ModelSettings settings = read.settings();

        assertThat(read.declaredName()).isEqualTo("iris");
        assertThat(read.warnings()).isEmpty();
        assertThat(settings.engine()).isEqualTo("onnx");
        assertThat(settings.batching())
                .isEqualTo(
                        new BatchingSettings(
                                BatchingMode.ALWAYS,
                                8,
                                Duration.ofNanos(100_000),
                                List.of(4, 8),
                                QueueSettings.DEFAULT));
        assertThat(settings.versionPolicy())
                .isEqualTo(
                        new VersionPolicy.Specific(
                                new TreeSet<>(List.of(new ModelVersion(1), new ModelVersion(3)))));
        assertThat(settings.execution().parameters().byName())
                .isEqualTo(Map.of("mode", new Parameter.Text("fast")));
    }

    @Test
    void mergesWhateverWaitsWhereDynamicBatchingIsEmpty() throws ConfigurationException {
        BatchingSettings batching =
                read("max_batch_size: 8 dynamic_batching {}").settings().batching();
        assertThat(batching.mode()).isEqualTo(BatchingMode.ALWAYS);
        assertThat(batching.maxLatency()).isEqualTo(Duration.ZERO);
    }

    @Test
    void leavesTheModeOpenWhereThereIsOnlyASize() throws ConfigurationException {
        BatchingSettings batching = read("max_batch_size: 8").settings().batching();
        assertThat(batching.mode()).isNull();
        assertThat(batching.maxBatchSize()).isEqualTo(8);
    }

    @Test
    void switchesBatchingOffByASizeOfZero() throws ConfigurationException {
        assertThat(read("dynamic_batching {} max_batch_size: 0").settings().batching().mode())
                .isEqualTo(BatchingMode.OFF);
        assertThat(read("max_batch_size: 0 dynamic_batching {}").settings().batching().mode())
                .isEqualTo(BatchingMode.OFF);
    }

    @Test
    void readsPrioritiesTimeoutsAndLimits() throws ConfigurationException {
        QueueSettings queue =
                read("""
                max_batch_size: 8
                dynamic_batching {
                  priority_levels: 2
                  default_priority_level: 2
                  default_queue_policy {
                    timeout_action: DELAY
                    default_timeout_microseconds: 500
                    allow_timeout_override: true
                    max_queue_size: 7
                  }
                  priority_queue_policy [
                    { key: 1 value: { max_queue_size: 3 } }
                  ]
                }
                """)
                        .settings()
                        .batching()
                        .queue();
        assertThat(queue.priorityLevels()).isEqualTo(2);
        assertThat(queue.defaultPriority()).isEqualTo(2);
        assertThat(queue.policy(2))
                .isEqualTo(
                        new QueuePolicy(7, Duration.ofNanos(500_000), TimeoutAction.DELAY, true));
        assertThat(queue.policy(1))
                .isEqualTo(new QueuePolicy(3, Duration.ZERO, TimeoutAction.REJECT, false));
    }

    @Test
    void putsTheBatchDimensionBeforeTheDeclaredOnes() throws ConfigurationException {
        DeclaredSignature declared = read(WHOLE).settings().declared();

        assertThat(declared.inputs())
                .containsExactly(new DeclaredTensor("input", DataType.FP32, Shape.of(-1, 4)));
        assertThat(declared.outputs())
                .containsExactly(
                        new DeclaredTensor("label", DataType.INT64, Shape.of(-1, 1)),
                        new DeclaredTensor("text", DataType.BYTES, Shape.of(-1, -1)));
        assertThat(declared.labelFiles()).isEqualTo(Map.of("label", "labels.txt"));
    }

    @Test
    void takesTheDeclaredDimensionsAsTheyAreWithoutBatching() throws ConfigurationException {
        ReadSettings read = read("input { name: 'x' data_type: TYPE_BOOL dims: [ 2, 3 ] }");
        assertThat(read.settings().declared().inputs())
                .containsExactly(new DeclaredTensor("x", DataType.BOOL, Shape.of(2, 3)));
    }

    @Test
    void namesWhatHasNoEffectInAWarning() throws ConfigurationException {
        ReadSettings read =
                read(
                        """
                        instance_group [ { count: 2 kind: KIND_CPU passive: true } ]
                        optimization { cuda { graphs: true } }
                        dynamic_batching { preserve_ordering: true }
                        input { name: 'x' data_type: TYPE_FP32 dims: 1 format: FORMAT_NCHW }
                        no_such_field: 1
                        """);
        assertThat(read.warnings())
                .containsExactly(
                        "config.pbtxt: line 1, column 27: instance_group.count is 2: threads share"
                                + " one copy of a model here, and --max_threads says how many"
                                + " calls are computed at once",
                        "config.pbtxt: line 1, column 53: 'instance_group.passive' has no effect in"
                                + " Serval",
                        "config.pbtxt: line 2, column 14: 'optimization' has no effect in Serval",
                        "config.pbtxt: line 3, column 39: 'dynamic_batching.preserve_ordering' has"
                                + " no effect in Serval",
                        "config.pbtxt: line 5, column 16: 'no_such_field' has no effect in Serval",
                        "config.pbtxt: line 4, column 56: 'input.format' has no effect in Serval");
    }

    @Test
    void saysNothingOfAGroupThatAsksForWhatThereIs() throws ConfigurationException {
        assertThat(read("instance_group [ { name: 'a' count: 1 kind: KIND_CPU } ]").warnings())
                .isEmpty();
    }

    @Test
    void readsWarmUpsAndMakesNoInputsUpBesideThem() throws ConfigurationException {
        ExecutionSettings execution =
                read("""
                max_batch_size: 8
                model_warmup [
                  {
                    name: "full"
                    batch_size: 8
                    count: 3
                    inputs {
                      key: "x"
                      value { data_type: TYPE_FP32 dims: [ 4 ] random_data: true }
                    }
                  },
                  {
                    name: "real"
                    inputs {
                      key: "text"
                      value { data_type: TYPE_STRING dims: 1 input_data_file: "t" }
                    }
                  }
                ]
                """)
                        .settings()
                        .execution();
        assertThat(execution.warmUpSamples()).isZero();
        assertThat(execution.warmUps())
                .containsExactly(
                        new WarmUpSample(
                                "full",
                                3,
                                List.of(
                                        new WarmUpInput(
                                                "x",
                                                DataType.FP32,
                                                Shape.of(8, 4),
                                                new WarmUpInput.Content.Random()))),
                        new WarmUpSample(
                                "real",
                                1,
                                List.of(
                                        new WarmUpInput(
                                                "text",
                                                DataType.BYTES,
                                                Shape.of(1, 1),
                                                new WarmUpInput.Content.File("t")))));
    }

    @Test
    void addsNoRowsToTheWarmUpsOfAModelWithoutBatching() throws ConfigurationException {
        assertThat(
                        read("model_warmup { batch_size: 1 inputs { key: 'x' value {"
                                        + " data_type: TYPE_BOOL dims: 3 zero_data: true"
                                        + " } } }")
                                .settings()
                                .execution()
                                .warmUps()
                                .getFirst()
                                .inputs())
                .containsExactly(
                        new WarmUpInput(
                                "x", DataType.BOOL, Shape.of(3), new WarmUpInput.Content.Zeros()));
    }

    @ParameterizedTest
    @CsvSource({
        "version_policy { latest { num_versions: 2 } }, latest: 2",
        "version_policy: { latest {} }, latest: 1",
        "version_policy { all {} }, all",
        "'', latest: 1",
    })
    void readsVersionPolicies(String text, String policy) throws ConfigurationException {
        assertThat(read(text).settings().versionPolicy().text()).isEqualTo(policy);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "platform: 'pytorch_libtorch', pytorch",
                "backend: 'onnxruntime', onnx",
                "backend: 'fil', fil",
                "platform: '' backend: 'tensorflow', tensorflow",
            })
    void knowsTritonsNamesOfEngines(String text, String engine) throws ConfigurationException {
        assertThat(read(text).settings().engine()).isEqualTo(engine);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "max_batch_size: -1| max_batch_size is -1, expected an integer from 0 to"
                        + " 2147483647",
                "max_batch_size: 'x'| max_batch_size is \"x\", expected an integer from 0 to"
                        + " 2147483647",
                "name: 5| name is 5, expected a string",
                "input: 5| input is 5, expected { … }",
                "input { name: 'x' }| input { name }, expected name, data_type and dims",
                "input { data_type: FP32 }| data_type is FP32, expected a type such as TYPE_FP32",
                "input { data_type: 1 }| data_type is 1, expected a name without quotes",
                "input { dims: -2 }| dims is -2, expected an integer from -1 to"
                        + " 9223372036854775807",
                "output { reshape { } }| output.reshape is not supported, expected the model's own"
                        + " dims",
                "version_policy { }| version_policy is {  }, expected one of latest, all and"
                        + " specific",
                "version_policy { some { } }| version_policy is { some }, expected one of latest,"
                        + " all and specific",
                "version_policy { specific { } }| specific is {  }, expected versions: [ … ]",
                "version_policy { latest { n: 1 } }| n is 1, expected num_versions and nothing"
                        + " else",
                "instance_group { count: 0 }| count is 0, expected an integer from 1 to 2147483647",
                "instance_group { kind: KIND_GPU }| instance_group.kind is KIND_GPU, expected"
                        + " KIND_AUTO or KIND_CPU: no engine here computes on a GPU",
                "instance_group { gpus: [ 0 ] }| instance_group.gpus is 0, expected none: models"
                        + " are computed by the processor",
                "model_warmup { batch_size: 2 name: 'w' }| batch_size of the warm-up 'w' is 2,"
                        + " expected at most max_batch_size, 0",
                "model_warmup { size: 2 }| size, expected name, batch_size, inputs and count",
                "model_warmup { inputs { key: 'x' } }| inputs is { key }, expected key and value",
                "model_warmup { inputs { key: 'x' value { data_type: TYPE_FP32 } } }| value is {"
                        + " data_type }, expected data_type, dims and one of zero_data, random_data and"
                        + " input_data_file",
                "model_warmup { inputs { key: 'x' value { zero_data: true random_data: true } } }|"
                        + " value is { zero_data, random_data }, expected data_type, dims and one of"
                        + " zero_data, random_data and input_data_file",
                "model_warmup { inputs { key: 'x' value { zero_data: false } } }| zero_data is"
                        + " false, expected true",
                "model_warmup { inputs { key: 'x' value { dims: -1 } } }| dims is -1, expected an"
                        + " integer from 0 to 9223372036854775807",
                "parameters { key: 'k' }| parameters is { key }, expected key and value",
                "parameters { key: 'k' value: 'v' }| value is \"v\", expected { … }",
                "parameters { key: 'k' value { } }| value is {  }, expected { string_value: \"…\""
                        + " }",
            })
    void refusesWhatIsMistypedWithItsPlace(String text, String problem) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageMatching("config\\.pbtxt: line 1, column \\d+: .*")
                .hasMessageEndingWith(": " + problem);
    }

    @Test
    void saysWhereATextIsNoTextFormat() {
        assertThatThrownBy(() -> read("name: \"iris\"\nmax_batch_size 8"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "config.pbtxt: line 2, column 16: found '8', expected ':' or '{' after"
                                + " 'max_batch_size'");
    }

    private static ReadSettings read(String text) throws ConfigurationException {
        return new TritonSettings("config.pbtxt").read(text);
    }
}
