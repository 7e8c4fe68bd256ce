package dev.serval.steps.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.steps.image.Goldens.Golden;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every pixel is Pillow's; of JPEG, whose decoders may round otherwise, within one level.
class PillowTest {
    private static final ImageDecoder DECODER = new ImageDecoder(10_000, true);

    static List<Golden> decoded() {
        return Goldens.all().stream().filter(golden -> golden.what().equals("decode")).toList();
    }

    static List<Golden> resized() {
        return Goldens.all().stream()
                .filter(golden -> Filter.find(golden.what()).isPresent())
                .toList();
    }

    private static Picture decode(Golden golden) {
        return DECODER.decode(Goldens.file(golden.file()), golden.file());
    }

    @ParameterizedTest
    @MethodSource("decoded")
    void decodesAndTurnsUprightAsPillowDoes(Golden golden) {
        Picture picture = Colour.RGB.of(decode(golden));
        assertThat(picture.width()).isEqualTo(golden.expected().width());
        assertThat(picture.height()).isEqualTo(golden.expected().height());
        int tolerance = golden.file().endsWith(".jpg") ? 1 : 0;
        assertThat(greatestDifference(picture, golden.expected())).isLessThanOrEqualTo(tolerance);
    }

    @ParameterizedTest
    @MethodSource("resized")
    void resizesAsPillowDoes(Golden golden) {
        Filter filter = Filter.find(golden.what()).orElseThrow();
        Picture expected = golden.expected();
        Picture picture =
                Resizing.resize(decode(golden), expected.width(), expected.height(), filter);
        assertThat(picture.samples()).isEqualTo(expected.samples());
    }

    @ParameterizedTest
    @MethodSource("luminances")
    void weighsColoursAsPillowDoes(Golden golden) {
        assertThat(Colour.GRAY.of(decode(golden)).samples()).isEqualTo(golden.expected().samples());
    }

    static List<Golden> luminances() {
        return Goldens.all().stream().filter(golden -> golden.what().equals("luminance")).toList();
    }

    private static int greatestDifference(Picture left, Picture right) {
        int greatest = 0;
        for (int i = 0; i < right.samples().length; i++) {
            int difference = (left.samples()[i] & 0xFF) - (right.samples()[i] & 0xFF);
            greatest = Math.max(greatest, Math.abs(difference));
        }
        return greatest;
    }
}
