package dev.serval.engine.sklearn.numpy;

import dev.serval.engine.sklearn.pickle.ByteSpan;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Value;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A `numpy.ndarray`. Elements are numbered in row-major order.
public final class NumpyArray {
    private static final Charset UTF_32 = Charset.forName("UTF-32LE");
    private static final Charset UTF_32_BIG = Charset.forName("UTF-32BE");

    private final ElementType type;
    private final int[] shape;
    private final boolean columnMajor;
    private final ByteBuffer bytes;
    private final List<Value> objects;

    private NumpyArray(
            ElementType type,
            int[] shape,
            boolean columnMajor,
            ByteBuffer bytes,
            List<Value> objects) {
        this.type = type;
        this.shape = shape;
        this.columnMajor = columnMajor;
        this.bytes = bytes;
        this.objects = objects;
    }

    static NumpyArray ofBytes(ElementType type, int[] shape, boolean columnMajor, ByteSpan span) {
        requireCount(shape, span.length() / type.byteSize());
        requireCount(shape, (span.length() + type.byteSize() - 1L) / type.byteSize());
        ByteBuffer bytes = span.buffer().order(type.order());
        return new NumpyArray(type, shape, columnMajor, bytes, List.of());
    }

    static NumpyArray ofObjects(
            ElementType type, int[] shape, boolean columnMajor, List<Value> objects) {
        requireCount(shape, objects.size());
        return new NumpyArray(type, shape, columnMajor, ByteBuffer.allocate(0), objects);
    }

    private static void requireCount(int[] shape, long found) {
        if (count(shape) != found) {
            throw new PickleException(
                    "an array has %d elements, expected %d".formatted(found, count(shape)));
        }
    }

    /// How many elements arrays of that shape have, or more than any array has.
    static long count(int[] shape) {
        long count = 1;
        for (int size : shape) {
            count = size == 0 || count == 0 ? 0 : Math.min(count, Integer.MAX_VALUE) * size;
        }
        return count;
    }

    public int rank() {
        return shape.length;
    }

    /// The size of a dimension, 1 for those that the array lacks.
    public int size(int axis) {
        return axis < shape.length ? shape[axis] : 1;
    }

    /// How many elements there are.
    public int count() {
        return (int) count(shape);
    }

    /// NumPy's letter for the kind of the elements, `V` for a structured one.
    public char kind() {
        return type.kind();
    }

    /// Bytes of an element.
    public int byteSize() {
        return type.byteSize();
    }

    public boolean isNumeric() {
        return type.isNumeric();
    }

    /// Numbers or truths.
    ///
    /// @throws PickleException if the elements are something else
    public double[] toDoubles() {
        if (!type.isNumeric() && type.kind() != 'O') {
            throw mistyped("numbers");
        }
        double[] numbers = new double[count()];
        for (int i = 0; i < numbers.length; i++) {
            int at = place(i);
            numbers[i] =
                    type.kind() == 'O'
                            ? NumpyValues.real(objects.get(at))
                            : NumericCells.real(bytes, at * type.byteSize(), type);
        }
        return numbers;
    }

    /// Integers or truths.
    ///
    /// @throws PickleException if the elements are something else
    public long[] toLongs() {
        if (!type.isNumeric() || type.kind() == 'f') {
            throw mistyped("integers");
        }
        long[] numbers = new long[count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = NumericCells.whole(bytes, place(i) * type.byteSize(), type);
        }
        return numbers;
    }

    /// Texts of fixed or any size.
    ///
    /// @throws PickleException if the elements are something else
    public List<String> toTexts() {
        List<String> texts = new ArrayList<>(count());
        for (int i = 0; i < count(); i++) {
            int at = place(i);
            texts.add(
                    switch (type.kind()) {
                        case 'U', 'S' -> fixedText(at);
                        case 'O' -> NumpyValues.text(objects.get(at));
                        default -> throw mistyped("texts");
                    });
        }
        return texts;
    }

    /// Texts of fixed size end in zeros where they are shorter.
    private String fixedText(int at) {
        byte[] element = new byte[type.byteSize()];
        bytes.get(at * element.length, element);
        Charset charset =
                type.kind() == 'S'
                        ? StandardCharsets.UTF_8
                        : type.order() == java.nio.ByteOrder.BIG_ENDIAN ? UTF_32_BIG : UTF_32;
        String padded = new String(element, charset);
        int end = padded.length();
        while (end > 0 && padded.charAt(end - 1) == '\0') {
            end--;
        }
        return padded.substring(0, end);
    }

    /// The elements of an array of objects.
    ///
    /// @throws PickleException if the elements are something else
    public List<Value> toObjects() {
        if (type.kind() != 'O') {
            throw mistyped("objects");
        }
        List<Value> ordered = new ArrayList<>(count());
        for (int i = 0; i < count(); i++) {
            ordered.add(objects.get(place(i)));
        }
        return ordered;
    }

    public boolean hasField(String name) {
        return type.fields().containsKey(name);
    }

    /// One field of all elements of a structured array, as numbers.
    ///
    /// @throws PickleException if there is no such field, or it holds no numbers
    public double[] field(String name) {
        ElementType.Field field = type.fields().get(name);
        if (field == null || !field.type().isNumeric()) {
            throw new PickleException(
                    "elements have no number '%s', only %s"
                            .formatted(name, type.fields().keySet()));
        }
        ByteBuffer ordered = bytes.duplicate().order(field.type().order());
        double[] numbers = new double[count()];
        for (int i = 0; i < numbers.length; i++) {
            int at = place(i) * type.byteSize() + field.offset();
            numbers[i] = NumericCells.real(ordered, at, field.type());
        }
        return numbers;
    }

    /// Where an element lies among those that were written.
    private int place(int index) {
        if (!columnMajor || shape.length < 2) {
            return index;
        }
        int rest = index;
        int place = 0;
        long before = count();
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            before /= shape[axis];
            place += rest % shape[axis] * (int) before;
            rest /= shape[axis];
        }
        return place;
    }

    private PickleException mistyped(String expected) {
        return new PickleException(
                "an array of %s is found, expected %s".formatted(type, expected));
    }

    /// What the array is, for messages.
    public String describe() {
        StringBuilder sizes = new StringBuilder();
        for (int size : shape) {
            sizes.append(sizes.isEmpty() ? "" : ",").append(size);
        }
        return "an array %s[%s]".formatted(type, sizes);
    }
}
