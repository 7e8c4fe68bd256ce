package dev.serval.predictor.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.request.Parameter;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.predictor.configuration.QueuePolicy.TimeoutAction;
import dev.serval.server.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlSettingsTest {
    @Test
    void readsEveryKey() throws ConfigurationException {
        ModelSettings settings =
                read(
                        """
                        engine: onnx
                        versions: {latest: 2}
                        threads: 4
                        warmUp: 3
                        required: true
                        batching:
                          maxBatchSize: 32
                          maxLatency: 5
                          preferredSizes: [16, 8]
                        labels:
                          scores: labels.txt
                        parameters:
                          mode: fast
                          level: 2
                          ratio: 0.5
                          on: true
                        """);

        assertThat(settings.engine()).isEqualTo("onnx");
        assertThat(settings.versionPolicy()).isEqualTo(new VersionPolicy.Latest(2));
        assertThat(settings.required()).isTrue();
        assertThat(settings.batching())
                .isEqualTo(
                        new BatchingSettings(
                                null,
                                32,
                                Duration.ofMillis(5),
                                List.of(8, 16),
                                QueueSettings.DEFAULT));
        assertThat(settings.declared().labelFiles()).isEqualTo(Map.of("scores", "labels.txt"));
        assertThat(settings.execution().threads()).isEqualTo(4);
        assertThat(settings.execution().warmUpSamples()).isEqualTo(3);
        assertThat(settings.execution().parameters().byName())
                .isEqualTo(
                        Map.of(
                                "mode", new Parameter.Text("fast"),
                                "level", new Parameter.Whole(2),
                                "ratio", new Parameter.Real(0.5),
                                "on", new Parameter.Flag(true)));
    }

    @Test
    void readsDeclaredTensorsInTheirOrder() throws ConfigurationException {
        DeclaredSignature declared =
                read("""
                inputs:
                  ids: {datatype: INT64, shape: [-1, -1]}
                  age: {datatype: FP32, shape: []}
                outputs:
                  score: {datatype: FP32, shape: [-1]}
                """)
                        .declared();

        assertThat(declared.inputs())
                .containsExactly(
                        new DeclaredTensor("ids", DataType.INT64, Shape.of(-1, -1)),
                        new DeclaredTensor("age", DataType.FP32, Shape.scalar()));
        assertThat(declared.outputs())
                .containsExactly(new DeclaredTensor("score", DataType.FP32, Shape.of(-1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "{}"})
    void takesTheDefaultsWhereNothingIsSaid(String text) throws ConfigurationException {
        assertThat(read(text)).isEqualTo(ModelSettings.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"latest|latest: 1", "all|all", "[2, 1, 2]|specific: 1, 2", "{}|latest: 1"})
    void readsVersionPolicies(String versions, String policy) throws ConfigurationException {
        assertThat(read("versions: " + versions).versionPolicy().text()).isEqualTo(policy);
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0", "0, 0", "25, 25"})
    void readsHowManyInferencesWarmUp(String given, int samples) throws ConfigurationException {
        assertThat(read("warmUp: " + given).execution().warmUpSamples()).isEqualTo(samples);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "engin: onnx|1, column 8: unknown key engin, did you mean engine?",
                "batching: {maxbatchsize: 1}|1, column 26: unknown key batching.maxbatchsize, did you"
                        + " mean batching.maxBatchSize?",
                "zzzzzzzzzzz: 1|1, column 14: unknown key zzzzzzzzzzz, expected one of engine,"
                        + " versions, threads, warmUp, required, pinned, priority, batching,"
                        + " inputs, outputs, labels, parameters, pipeline",
                "inputs: {x: {datatype: FP32}}|1, column 13: inputs.x is keys and values, expected"
                        + " datatype and shape",
                "inputs: {x: {datatype: FP31, shape: [1]}}|1, column 24: inputs.x.datatype is 'FP31',"
                        + " expected one of [BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32,"
                        + " INT64, FP16, BF16, FP32, FP64, BYTES]",
                "outputs: {y: {datatype: FP32, shape: [-2]}}|1, column 39: outputs.y.shape is"
                        + " '-2', expected an integer from -1 to 9223372036854775807",
                "threads: 0|1, column 10: threads is '0', expected an integer from 1 to 1024",
                "threads: many|1, column 10: threads is 'many', expected an integer from 1 to 1024",
                "threads: 99999999999999999999|1, column 10: threads is '99999999999999999999',"
                        + " expected a decimal integer that fits 64 bits",
                "threads: [1]|1, column 10: threads is a list, expected an integer from 1 to 1024",
                "engine:|1, column 8: engine is nothing, expected a text",
                "engine: {a: b}|1, column 9: engine is keys and values, expected a text",
                "required: maybe|1, column 11: required is 'maybe', expected true or false",
                "batching: 5|1, column 11: batching is '5', expected keys and values",
                "versions: some|1, column 11: versions is 'some', expected latest, all, {latest: N}"
                        + " or a list of versions",
                "versions: []|1, column 11: versions is a list, expected at least one version",
                "versions: [0]|1, column 12: versions is '0', expected an integer from 1 to"
                        + " 9223372036854775807",
                "parameters: {a: [1]}|1, column 17: parameters.a is a list, expected a text",
                "just text|1, column 1: the file is 'just text', expected keys and values",
            })
    void refusesWhatIsWrongWithItsPlace(String text, String problem) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("model.yaml: line " + problem);
    }

    @Test
    void refusesAKeyThatIsThereTwice() {
        assertThatThrownBy(() -> read("engine: a\nengine: b"))
                .hasMessage("model.yaml: line 2, column 1: engine is there twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "a: b: c", "\tengine: x", "a: *nowhere", "a: 'open"})
    void saysWhereATextIsNoYaml(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageMatching("(?s)model\\.yaml: line \\d+, column \\d+: .+");
    }

    @Test
    void refusesABombOfAliases() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> read(bomb.toString())).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void readsHowTheModelStaysInMemory() throws ConfigurationException {
        assertThat(read("{priority: -3, pinned: true}").paging())
                .isEqualTo(new PagingSettings(-3, true));
        assertThat(read("{}").paging()).isEqualTo(PagingSettings.DEFAULT);
    }

    @Test
    void readsHowRequestsWaitToBeMerged() throws ConfigurationException {
        BatchingSettings batching =
                read("""
                batching:
                  mode: always
                  priorityLevels: 2
                  defaultPriority: 2
                  maxQueueSize: 7
                  timeout: 20
                  timeoutAction: delay
                  requestsMayShorten: true
                  priorities:
                    1: {maxQueueSize: 3, timeoutAction: reject}
                """)
                        .batching();
        assertThat(batching.mode()).isEqualTo(BatchingMode.ALWAYS);
        assertThat(batching.queue().priorityLevels()).isEqualTo(2);
        assertThat(batching.queue().defaultPriority()).isEqualTo(2);
        assertThat(batching.queue().policy(2))
                .isEqualTo(new QueuePolicy(7, Duration.ofMillis(20), TimeoutAction.DELAY, true));
        assertThat(batching.queue().policy(1))
                .isEqualTo(new QueuePolicy(3, Duration.ofMillis(20), TimeoutAction.REJECT, true));
    }

    @Test
    void refusesAModeThatThereIsNot() {
        assertThatThrownBy(() -> read("batching: {mode: sometimes}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "model.yaml: line 1, column 18: batching.mode is 'sometimes', expected one"
                                + " of off, adaptive, always");
    }

    @Test
    void refusesAPriorityBeyondTheLevels() {
        assertThatThrownBy(
                        () -> read("batching: {priorityLevels: 1, priorities: {2: {timeout: 1}}}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "batching.priorities has '2', expected priorities from 1 to"
                                + " priorityLevels (1)");
    }

    @Test
    void refusesAHundredThousandBrackets() {
        assertThatThrownBy(() -> read("a: " + "[".repeat(100_000)))
                .isInstanceOf(ConfigurationException.class);
    }

    private static ModelSettings read(String text) throws ConfigurationException {
        return new YamlSettings("model.yaml").read(text).settings();
    }
}
