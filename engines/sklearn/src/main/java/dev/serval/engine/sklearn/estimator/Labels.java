package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyArray;
import java.util.List;

/// The names of classes, as they were trained on: integers, floats, truths or texts.
public final class Labels {
    /// What the labels are.
    public enum Kind {
        INT32,
        INT64,
        REAL,
        TRUTH,
        TEXT
    }

    private final Kind kind;
    private final double[] numbers;
    private final long[] wholes;
    private final List<String> texts;

    private Labels(Kind kind, double[] numbers, long[] wholes, List<String> texts) {
        this.kind = kind;
        this.numbers = numbers;
        this.wholes = wholes;
        this.texts = texts;
    }

    static Labels of(NumpyArray array) {
        long[] none = {};
        return switch (array.kind()) {
            case 'b' -> new Labels(Kind.TRUTH, array.toDoubles(), array.toLongs(), List.of());
            case 'i', 'u' -> {
                Kind kind = array.byteSize() == Integer.BYTES ? Kind.INT32 : Kind.INT64;
                yield new Labels(kind, array.toDoubles(), array.toLongs(), List.of());
            }
            case 'f' -> new Labels(Kind.REAL, array.toDoubles(), none, List.of());
            default -> new Labels(Kind.TEXT, new double[array.count()], none, array.toTexts());
        };
    }

    /// The labels 0, 1 and so on, as clusters have them.
    static Labels ofClusters(int count) {
        long[] wholes = java.util.stream.LongStream.range(0, count).toArray();
        double[] numbers = java.util.Arrays.stream(wholes).asDoubleStream().toArray();
        return new Labels(Kind.INT32, numbers, wholes, List.of());
    }

    public Kind kind() {
        return kind;
    }

    public int count() {
        return numbers.length;
    }

    public double real(int index) {
        return numbers[index];
    }

    public long whole(int index) {
        return wholes[index];
    }

    public String text(int index) {
        return switch (kind) {
            case TEXT -> texts.get(index);
            case REAL -> Double.toString(numbers[index]);
            case TRUTH -> Boolean.toString(numbers[index] != 0);
            case INT32, INT64 -> Long.toString(wholes[index]);
        };
    }

    /// Where that label of others is among these; -1 if it is not there.
    int indexOf(Labels others, int index) {
        for (int i = 0; i < count(); i++) {
            if (text(i).equals(others.text(index))) {
                return i;
            }
        }
        return -1;
    }
}
