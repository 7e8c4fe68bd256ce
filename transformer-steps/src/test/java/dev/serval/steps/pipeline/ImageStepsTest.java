package dev.serval.steps.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageStepsTest extends PipelineFixture {
    private static final String FILES = "{name: image, type: BYTES, shape: [-1]}";

    private Tensor files(String... names) {
        List<byte[]> files = new ArrayList<>();
        for (String name : names) {
            try (InputStream in = getClass().getResourceAsStream("/pictures/" + name)) {
                if (in == null) {
                    throw new IllegalArgumentException(name);
                }
                files.add(in.readAllBytes());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return Tensor.ofBytes("image", Shape.of(names.length), files, allocator);
    }

    private List<String> shapes(Pipeline pipeline, String... names) {
        return prepared(
                pipeline,
                List.of(files(names)),
                request ->
                        request.inputs().stream().map(input -> input.tensor().toString()).toList());
    }

    @Test
    void picturesOfAnySizeAndKindBecomeOneTensor() {
        Pipeline pipeline = before(FILES, "image: {operations: [resize: {width: 8, height: 6}]}");
        assertThat(shapes(pipeline, "rgb.png", "gray.png", "photo.jpg", "turned.jpg"))
                .containsExactly("image UINT8[4,6,8,3]");
    }

    @Test
    void pixelsBecomeTheNumbersThatAModelTakes() {
        Pipeline pipeline =
                before(
                        FILES,
                        "image: {operations: [resize: {shortest: 8}, centerCrop: {width: 8, height: 8}]}",
                        "normalize: {scale: 0.00392156862745098, mean: 0.5, std: 0.5, layout: NCHW}");
        float[] numbers =
                prepared(
                        pipeline,
                        List.of(files("rgb.png")),
                        request -> {
                            assertThat(request.inputs().getFirst().tensor())
                                    .hasToString("image FP32[1,3,8,8]");
                            return request.inputs().getFirst().tensor().toFloats();
                        });
        for (float number : numbers) {
            assertThat(number).isBetween(-1f, 1f);
        }
    }

    @Test
    void grayPicturesHaveOneChannel() {
        assertThat(shapes(before(FILES, "image: {colour: GRAY}"), "rgb.png"))
                .containsExactly("image UINT8[1,23,37,1]");
    }

    @Test
    void theSecondPictureOfAnotherSizeIsRefusedWithBoth() {
        Pipeline pipeline = before(FILES, "image");
        assertThatThrownBy(() -> shapes(pipeline, "rgb.png", "turned-1.png"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "tensor 'image': element 1 has 16 x 8 pixels, expected 37 x 23 like the first, or a resize to one size");
    }

    @Test
    void aPictureThatIsTooSmallToCropIsRefused() {
        Pipeline pipeline =
                before(FILES, "image: {operations: [centerCrop: {width: 100, height: 5}]}");
        assertThatThrownBy(() -> shapes(pipeline, "rgb.png"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "tensor 'image': element 0 has 37 x 23 pixels, expected at least 100 x 5 to crop");
    }

    @Test
    void aPictureBeyondTheLimitIsRefused() {
        Pipeline pipeline = before(FILES, "image: {maxPixels: 100}");
        assertThatThrownBy(() -> shapes(pipeline, "rgb.png"))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("37 x 23 pixels, expected at most 100");
    }

    @Test
    void noPicturesAreNone() {
        Pipeline pipeline = before(FILES, "image: {operations: [resize: {width: 8, height: 6}]}");
        assertThat(shapes(pipeline)).containsExactly("image UINT8[0,6,8,3]");
    }
}
