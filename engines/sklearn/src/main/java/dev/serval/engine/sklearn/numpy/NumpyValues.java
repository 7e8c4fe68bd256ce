package dev.serval.engine.sklearn.numpy;

import dev.serval.engine.sklearn.pickle.ByteSpan;
import dev.serval.engine.sklearn.pickle.Instance;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Sequence;
import dev.serval.engine.sklearn.pickle.Value;
import dev.serval.engine.sklearn.pickle.Value.Bytes;
import dev.serval.engine.sklearn.pickle.Value.Real;
import dev.serval.engine.sklearn.pickle.Value.Text;
import dev.serval.engine.sklearn.pickle.Value.Truth;
import dev.serval.engine.sklearn.pickle.Value.Whole;
import java.util.Optional;

/// Makes arrays and numbers of what pickles say of them.
public final class NumpyValues {
    private static final String RECONSTRUCT = "numpy._core.multiarray._reconstruct";
    private static final String FROM_BUFFER = "numpy._core.numeric._frombuffer";
    private static final String SCALAR = "numpy._core.multiarray.scalar";
    private static final int MOST_AXES = 8;

    private NumpyValues() {}

    /// The array that a value is, however it was written.
    ///
    /// @throws PickleException if it is one, but broken
    public static Optional<NumpyArray> findArray(Value value) {
        if (!(value instanceof Instance instance)) {
            return Optional.empty();
        }
        return switch (instance.type()) {
            case RECONSTRUCT -> Optional.of(reconstructed(instance));
            case FROM_BUFFER -> Optional.of(buffered(instance));
            case JoblibArrays.WRAPPER -> Optional.of(JoblibArrays.array(instance));
            default -> Optional.empty();
        };
    }

    /// NumPy's state of an array: version, sizes, type, column-major?, content.
    private static NumpyArray reconstructed(Instance instance) {
        if (!(instance.state() instanceof Sequence state)) {
            throw new PickleException("an array has no state");
        }
        ElementType type = ElementType.of(state.at(2));
        int[] shape = shape(state.at(1));
        boolean columnMajor = state.at(3) instanceof Truth truth && truth.value();
        return switch (state.at(4)) {
            case Bytes bytes when type.kind() != 'O' ->
                    NumpyArray.ofBytes(type, shape, columnMajor, bytes.span());
            case Sequence objects when type.kind() == 'O' ->
                    NumpyArray.ofObjects(type, shape, columnMajor, objects.items());
            case Value other ->
                    throw new PickleException(
                            "the elements of an array are %s".formatted(other.describe()));
        };
    }

    /// What protocol 5 calls: content, type, sizes, order.
    private static NumpyArray buffered(Instance instance) {
        Sequence given = instance.arguments();
        ElementType type = ElementType.of(given.at(1));
        boolean columnMajor = given.at(3) instanceof Text text && text.value().equals("F");
        if (given.at(0) instanceof Bytes bytes && type.kind() != 'O') {
            return NumpyArray.ofBytes(type, shape(given.at(2)), columnMajor, bytes.span());
        }
        throw new PickleException(
                "the elements of an array are %s".formatted(given.at(0).describe()));
    }

    static int[] shape(Value value) {
        if (value instanceof Sequence sizes && sizes.size() <= MOST_AXES) {
            return sizes.items().stream().mapToInt(Numbers::size).toArray();
        }
        throw new PickleException(
                "the shape of an array is %s, expected at most %d sizes"
                        .formatted(value.describe(), MOST_AXES));
    }

    /// The number or truth that a value is: Python's, NumPy's, or an array's only element.
    public static Optional<Double> findReal(Value value) {
        return switch (value) {
            case Real real -> Optional.of(real.value());
            case Whole whole -> Optional.of(whole.value().doubleValue());
            case Truth truth -> Optional.of(truth.value() ? 1.0 : 0.0);
            case Instance instance when instance.type().equals(SCALAR) ->
                    Optional.of(scalar(instance)).map(array -> array.toDoubles()[0]);
            case Instance instance ->
                    findArray(instance)
                            .filter(array -> array.count() == 1 && array.isNumeric())
                            .map(array -> array.toDoubles()[0]);
            default -> Optional.empty();
        };
    }

    /// The text that a value is: Python's or NumPy's.
    public static Optional<String> findText(Value value) {
        return switch (value) {
            case Text text -> Optional.of(text.value());
            case Instance instance when instance.type().equals(SCALAR) ->
                    Optional.of(scalar(instance))
                            .filter(array -> !array.isNumeric())
                            .map(array -> array.toTexts().getFirst());
            default -> Optional.empty();
        };
    }

    private static NumpyArray scalar(Instance instance) {
        ElementType type = ElementType.of(instance.arguments().at(0));
        return switch (instance.arguments().at(1)) {
            case Bytes bytes when type.kind() != 'O' ->
                    NumpyArray.ofBytes(type, new int[] {1}, false, bytes.span());
            case Text text when text.value().isEmpty() ->
                    NumpyArray.ofBytes(
                            type, new int[] {1}, false, ByteSpan.of(new byte[type.byteSize()]));
            case Value other ->
                    throw new PickleException("a number is %s".formatted(other.describe()));
        };
    }

    static double real(Value value) {
        return findReal(value)
                .orElseThrow(() ->
                        new PickleException(
                                "%s is found, expected a number".formatted(value.describe())));
    }

    static String text(Value value) {
        return findText(value)
                .orElseThrow(() ->
                        new PickleException(
                                "%s is found, expected a text".formatted(value.describe())));
    }
}
