package dev.serval.steps.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    private static final ImageDecoder DECODER = new ImageDecoder(10_000, true);

    @Test
    void refusesWhatIsNoPicture() {
        byte[] text = "a picture, or so it says".getBytes(StandardCharsets.US_ASCII);
        for (byte[] file : new byte[][] {text, {}, {(byte) 0xFF}}) {
            assertThatThrownBy(() -> DECODER.decode(file, "element 0"))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("element 0 is no picture of a known kind, expected JPEG or PNG");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GIF, GIF89a....",
        "WebP, RIFF....WEBPVP8 ",
        "BMP, BM......",
        "TIFF, II*\0....",
        "AVIF, ....ftypavif....",
        "HEIF, ....ftypheic....",
        "JPEG 2000, ....jP  ...."
    })
    void namesAKindThatIsNotDecoded(String kind, String begin) {
        byte[] file = begin.getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> DECODER.decode(file, "element 0"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "element 0 is a picture of the kind %s, expected JPEG or PNG"
                                .formatted(kind));
    }

    @Test
    void refusesAPictureWithTooManyPixelsBeforeItIsDecoded() {
        byte[] bomb = Goldens.file("rgb.png");
        ByteBuffer header = ByteBuffer.wrap(bomb);
        header.putInt(16, 60_000).putInt(20, 50_000);
        CRC32 sum = new CRC32();
        sum.update(bomb, 12, 17);
        header.putInt(29, (int) sum.getValue());
        assertThatThrownBy(() -> DECODER.decode(bomb, "element 0"))
                .isInstanceOf(TooLarge.class)
                .hasMessage("element 0 has 60000 x 50000 pixels, expected at most 10000 in all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.png", "photo.jpg", "palette.png", "ycck.jpg"})
    void whatIsDamagedAnywhereIsAPictureOrARefusal(String name) {
        byte[] whole = Goldens.file(name);
        Random random = new Random(3);
        for (int round = 0; round < 60; round++) {
            byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                assertThat(DECODER.decode(damaged, "x").width()).isPositive();
            } catch (InferenceException refusal) {
                assertThat(refusal).isInstanceOfAny(InvalidInput.class, TooLarge.class);
            }
        }
    }

    @Test
    void leavesAPictureAsItLiesWhereItIsNotToBeTurned() {
        Picture turned = DECODER.decode(Goldens.file("turned-6.png"), "x");
        Picture lying = new ImageDecoder(10_000, false).decode(Goldens.file("turned-6.png"), "x");
        assertThat(turned.width()).isEqualTo(lying.height()).isEqualTo(8);
    }
}
