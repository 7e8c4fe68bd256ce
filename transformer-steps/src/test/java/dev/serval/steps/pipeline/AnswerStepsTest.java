package dev.serval.steps.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.PredictorFailure;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.server.configuration.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerStepsTest extends PipelineFixture {
    private Pipeline after(String... steps) {
        StringBuilder text =
                new StringBuilder(
                        """
                        inputs: [{name: x, type: FP32, shape: [-1]}]
                        predictor: {outputs: [{name: y, type: FP32, shape: [-1, 3]}]}
                        after:
                        """);
        Arrays.stream(steps).forEach(step -> text.append("  - ").append(step).append('\n'));
        try {
            return read(text.toString());
        } catch (ConfigurationException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private Tensor scores(float... values) {
        return Tensor.ofFloats("y", Shape.of(values.length / 3, 3), values, allocator);
    }

    /// What the caller gets for what the predictor answered.
    private List<String> run(Pipeline pipeline, List<RequestedOutput> asked, Tensor... answered) {
        try (InferRequest request = new InferRequest(null, Parameters.none(), List.of(), asked);
                InferResponse response = new InferResponse(Parameters.none(), List.of(answered));
                InferResponse finished = pipeline.postprocess(request, response, call())) {
            return finished.outputs().stream().map(PipelineFixture::text).toList();
        }
    }

    private List<String> run(Pipeline pipeline, Tensor... answered) {
        return run(pipeline, List.of(), answered);
    }

    @Test
    void scoresBecomeProbabilitiesHoweverLargeTheyAre() {
        assertThat(run(after("softmax"), scores(0, 0, 0, 1000, 1000, -1000)))
                .containsExactly("y FP32[2,3] [0.33333334, 0.33333334, 0.33333334, 0.5, 0.5, 0.0]");
    }

    @Test
    void theGreatestScoreIsTheClass() {
        assertThat(run(after("argmax"), scores(1, 3, 2, 5, 5, 4)))
                .containsExactly("y INT64[2] [1, 0]");
    }

    @Test
    void theBestClassesComeWithTheirScoresAndLabels() {
        assertThat(run(after("topk: {k: 2, labels: [cat, dog, fox]}"), scores(1, 3, 2)))
                .containsExactly("y FP32[1,2] [3.0, 2.0]", "labels BYTES[1,2] [dog, fox]");
        assertThat(run(after("topk: {k: 1}"), scores(7, 7, 2)))
                .containsExactly("y FP32[1,1] [7.0]", "classes INT64[1,1] [0]");
    }

    @Test
    void labelsComeFromAFileToo() {
        write("labels.txt", "cat\ndog\nfox\n");
        assertThat(run(after("argmax", "label: {labelsFile: labels.txt}"), scores(1, 3, 2)))
                .containsExactly("y BYTES[1] [dog]");
    }

    @Test
    void aClassWithoutALabelIsRefusedOrNamedAsSuch() {
        assertThatThrownBy(() -> run(after("argmax", "label: {labels: [cat]}"), scores(1, 3, 2)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("tensor 'y' has class 1, expected one of the 1 that have a label");
        assertThat(
                        run(
                                after("argmax", "label: {labels: {0: cat}, unknown: other}"),
                                scores(1, 3, 2)))
                .containsExactly("y BYTES[1] [other]");
    }

    @Test
    void aThresholdDecides() {
        assertThat(run(after("threshold: {at: 0.5}"), scores(0.4f, 0.5f, Float.NaN)))
                .containsExactly("y BOOL[1,3] [0, 1, 0]");
        assertThat(run(after("threshold: {at: 0.5, labels: ['no', 'yes']}"), scores(0, 1, 0)))
                .containsExactly("y BYTES[1,3] [no, yes, no]");
    }

    @Test
    void onlyWhatIsAskedForComesBack() {
        Pipeline pipeline = after("topk: {k: 1, labels: [cat, dog, fox]}");
        assertThat(run(pipeline, List.of(new RequestedOutput("labels")), scores(1, 3, 2)))
                .containsExactly("labels BYTES[1,1] [dog]");
    }

    @Test
    void anAnswerThatIsPassedOnKeepsItsNameOrGetsAnother() {
        assertThat(run(after("rename: {names: {y: scores}}"), scores(1, 3, 2)))
                .containsExactly("scores FP32[1,3] [1.0, 3.0, 2.0]");
    }

    @Test
    void aPredictorThatAnswersOtherwiseThanDeclaredIsToBlame() {
        Tensor wide = Tensor.ofFloats("y", Shape.of(1, 4), new float[4], allocator);
        assertThatThrownBy(() -> run(after("argmax"), wide))
                .isInstanceOf(PredictorFailure.class)
                .hasMessage(
                        "the pipeline declares output 'y' (FP32[-1,3]) of the predictor, but it answered y FP32[1,4]");
        Tensor other = Tensor.ofFloats("z", Shape.of(1, 3), new float[3], allocator);
        assertThatThrownBy(() -> run(after("argmax"), other))
                .isInstanceOf(PredictorFailure.class)
                .hasMessageEndingWith("but its answer has [z FP32[1,3]]");
    }
}
