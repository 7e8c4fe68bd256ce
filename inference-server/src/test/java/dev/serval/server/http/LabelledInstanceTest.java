package dev.serval.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.request.Parameter;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledInstanceTest {
    private static HttpBody body(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new HttpBody(bytes, bytes.length, MemorySegment.NULL);
    }

    private static List<String> texts(LabelledInstance labelled) {
        return labelled.bodies().stream()
                .map(body -> new String(body.json(), 0, body.jsonLength(), StandardCharsets.UTF_8))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[1,2],[3,4]]|[2, 2]|[[[1,2],[3,4]]]",
                "[[[[1],[2]],[[3],[4]]]]|[2, 2, 1]|[[[[1],[2]],[[3],[4]]]]",
                "[1,2,3,4]|[4]|[[1,2,3,4]]"
            })
    void anImageIsSentFlatOrAsItIs(String image, String shape, String batch) {
        LabelledInstance labelled =
                LabelledInstance.find(body("{\"instances\":[%s,[7]]}".formatted(image)))
                        .orElseThrow();

        assertThat(texts(labelled))
                .containsExactly(
                        "{\"instances\":[[1,2,3,4]]}", "{\"instances\":%s}".formatted(batch));
        assertThat(labelled.parameters())
                .containsEntry("method", new Parameter.Text("square_attack"))
                .containsEntry("label", new Parameter.Whole(7))
                .containsEntry("image_shape", new Parameter.Text(shape))
                .containsEntry("answer", new Parameter.Text("art"));
    }

    @Test
    void theLabelMayStandAlone() {
        Optional<LabelledInstance> found =
                LabelledInstance.find(body("{\"instances\":[[[0.5]],3]}"));

        assertThat(found).map(LabelledInstance::label).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"instances\":[[1,2]]}",
                "{\"instances\":[[1,2],\"3\"]}",
                "{\"instances\":[[1,2],2.5]}",
                "{\"instances\":[[1,2],[3,4]]}",
                "{\"instances\":[1,2]}",
                "{\"inputs\":[[1,2],3]}",
                "{\"instances\":[[1,2],3",
                ""
            })
    void allElseIsNoLabelledInstance(String json) {
        assertThat(LabelledInstance.find(body(json))).isEmpty();
    }
}
