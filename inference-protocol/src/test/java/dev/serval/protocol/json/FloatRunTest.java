package dev.serval.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Numbers read in a run are those that the JDK reads, one by one.
class FloatRunTest {
    private static final int COUNT = 200_000;
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(1 << 22);

    @Test
    void roundsEveryWayOfWritingANumberAsTheJdkDoes() {
        Random random = new Random(7);
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            numbers.add(number(random));
        }
        readsAsTheJdkDoes(numbers);
    }

    /// As features mostly are, with something else here and there, and several of it together.
    @Test
    void roundsFractionsAsTheJdkDoesWhateverStandsBetweenThem() {
        Random random = new Random(8);
        List<String> numbers = new ArrayList<>();
        int others = 0;
        for (int i = 0; i < COUNT; i++) {
            if (random.nextInt(50) == 0) {
                others = random.nextInt(40);
            }
            numbers.add(others-- > 0 ? number(random) : fraction(random));
        }
        readsAsTheJdkDoes(numbers);
    }

    private void readsAsTheJdkDoes(List<String> numbers) {
        byte[] json = ("[" + String.join(",", numbers) + "]").getBytes(StandardCharsets.US_ASCII);
        try (Tensor floats = read(json, DataType.FP32);
                Tensor doubles = read(json, DataType.FP64)) {
            float[] asFloats = floats.toFloats();
            double[] asDoubles = doubles.toDoubles();
            for (int i = 0; i < COUNT; i++) {
                String text = numbers.get(i);
                assertThat(asFloats[i]).as(text).isEqualTo(Float.parseFloat(text));
                assertThat(asDoubles[i]).as(text).isEqualTo(Double.parseDouble(text));
            }
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    /// Numbers of every length, with digits in the array behind the text, as a used array has them.
    @Test
    void readsNothingBehindTheEnd() {
        for (int digits = 1; digits < 19; digits++) {
            String text = "[1,-0." + "3".repeat(digits) + "," + "7".repeat(digits) + "]";
            byte[] whole = (text + "9".repeat(20)).getBytes(StandardCharsets.US_ASCII);
            float[] values = readAll(whole, text.length());
            assertThat(values[1]).isEqualTo(Float.parseFloat("-0." + "3".repeat(digits)));
            assertThat(values[2]).isEqualTo(Float.parseFloat("7".repeat(digits)));
            for (int end = 0; end < text.length(); end++) {
                int cut = end;
                assertThatThrownBy(() -> readAll(whole, cut)).isInstanceOf(InvalidInput.class);
            }
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    private float[] readAll(byte[] json, int end) {
        JsonScanner scanner = new JsonScanner(json, 0, end, "malformed JSON");
        try (Tensor tensor = TensorData.read(scanner, "x", DataType.FP32, Shape.of(3), allocator)) {
            return tensor.toFloats();
        }
    }

    private Tensor read(byte[] json, DataType type) {
        JsonScanner scanner = new JsonScanner(json, 0, json.length, "malformed JSON");
        return TensorData.read(scanner, "x", type, Shape.of(COUNT), allocator);
    }

    private static String number(Random random) {
        float value = (random.nextFloat() - 0.5f) * 1000;
        return switch (random.nextInt(9)) {
            case 0 -> Float.toString(random.nextFloat());
            case 1 -> Double.toString(value);
            case 2 -> Double.toString(random.nextDouble());
            case 3 -> Integer.toString(random.nextInt());
            case 4 -> String.format(Locale.ROOT, "%." + random.nextInt(1, 17) + "f", value);
            case 5 -> (random.nextInt(9) + 1) + "." + digits(random, 1 + random.nextInt(20));
            case 6 -> halfwayBetweenFloats(random);
            case 7 -> " " + value + " ";
            default -> "-0." + "0".repeat(random.nextInt(12)) + "1";
        };
    }

    private static String fraction(Random random) {
        String sign = random.nextInt(3) == 0 ? "-" : "";
        return sign + random.nextInt(10) + "." + digits(random, 1 + random.nextInt(18));
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private static String halfwayBetweenFloats(Random random) {
        float value = random.nextFloat() * 1024;
        double half = (value + (double) Math.nextUp(value)) / 2;
        return new java.math.BigDecimal(half).toPlainString();
    }
}
