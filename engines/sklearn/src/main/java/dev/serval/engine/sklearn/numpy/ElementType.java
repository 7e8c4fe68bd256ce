package dev.serval.engine.sklearn.numpy;

import dev.serval.engine.sklearn.pickle.Dictionary;
import dev.serval.engine.sklearn.pickle.Instance;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Sequence;
import dev.serval.engine.sklearn.pickle.Value;
import dev.serval.engine.sklearn.pickle.Value.Text;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A `numpy.dtype`.
///
/// @param kind NumPy's letter: `b`, `i`, `u`, `f`, `U`, `S`, `V` or `O`
/// @param byteSize of an element, at least 1
/// @param fields of a structured type, by name; empty for any other
record ElementType(char kind, int byteSize, ByteOrder order, Map<String, Field> fields) {
    private static final int NAMES = 3;
    private static final int FIELDS = 4;
    private static final int SIZE = 5;
    private static final int CHARACTER_SIZE = 4;
    private static final int LARGEST = 1 << 20;

    /// A field of a structured type.
    record Field(ElementType type, int offset) {}

    ElementType {
        fields = Map.copyOf(fields);
    }

    /// The type that a pickle describes.
    static ElementType of(Value value) {
        if (value instanceof Instance dtype && dtype.type().equals("numpy.dtype")) {
            return of(dtype, true);
        }
        throw new PickleException("%s is found, expected a dtype".formatted(value.describe()));
    }

    private static ElementType of(Instance dtype, boolean mayHaveFields) {
        String code =
                dtype.arguments().at(0) instanceof Text text
                        ? text.value()
                        : dtype.arguments().at(0).describe();
        char kind = code.isEmpty() ? '?' : code.charAt(0);
        Optional<Sequence> state = state(dtype);
        ByteOrder order =
                state.filter(it -> isText(it.at(1), ">")).isPresent()
                        ? ByteOrder.BIG_ENDIAN
                        : ByteOrder.LITTLE_ENDIAN;
        int size = size(code, kind, state.map(it -> it.at(SIZE)).orElse(Value.Nothing.NONE));
        requireKnown(code, kind, size);
        Optional<Sequence> structure = state.filter(it -> it.at(FIELDS) instanceof Dictionary);
        if (structure.isPresent() && !mayHaveFields) {
            throw PickleException.notRead("a dtype within a dtype within a dtype");
        }
        return new ElementType(
                kind, size, order, structure.map(it -> fields(it, size)).orElse(Map.of()));
    }

    private static Optional<Sequence> state(Instance dtype) {
        return dtype.state() instanceof Sequence state && state.size() > SIZE
                ? Optional.of(state)
                : Optional.empty();
    }

    private static Map<String, Field> fields(Sequence state, int size) {
        Map<String, Field> fields = new LinkedHashMap<>();
        Dictionary described = (Dictionary) state.at(FIELDS);
        if (state.at(NAMES) instanceof Sequence names) {
            for (Value name : names.items()) {
                Value field = described.entries().get(name);
                if (name instanceof Text text
                        && field instanceof Sequence pair
                        && pair.at(0) instanceof Instance type
                        && pair.at(1) instanceof Value.Whole offset) {
                    fields.put(text.value(), field(of(type, false), offset, size));
                }
            }
        }
        return fields;
    }

    private static Field field(ElementType type, Value.Whole offset, int size) {
        int start = Numbers.size(offset);
        if (start > size - type.byteSize) {
            throw new PickleException(
                    "a field at %d does not fit an element of %d bytes".formatted(start, size));
        }
        return new Field(type, start);
    }

    private static int size(String code, char kind, Value stated) {
        if (stated instanceof Value.Whole whole && whole.value().signum() > 0) {
            return Numbers.size(whole);
        }
        try {
            int number = Integer.parseInt(code, 1, code.length(), 10);
            return kind == 'U' ? Math.multiplyExact(number, CHARACTER_SIZE) : number;
        } catch (NumberFormatException | IndexOutOfBoundsException | ArithmeticException _) {
            return 0;
        }
    }

    private static void requireKnown(String code, char kind, int size) {
        boolean known =
                switch (kind) {
                    case 'b' -> size == 1;
                    case 'i', 'u' -> size == 1 || size == 2 || size == 4 || size == 8;
                    case 'f' -> size == 2 || size == 4 || size == 8;
                    case 'U' -> size % CHARACTER_SIZE == 0;
                    case 'S', 'V', 'O' -> true;
                    default -> false;
                };
        if (!known || size <= 0 || size > LARGEST) {
            throw PickleException.notRead("dtype " + new Text(code).describe());
        }
    }

    private static boolean isText(Value value, String text) {
        return value instanceof Text found && found.value().equals(text);
    }

    /// Whether elements are numbers or truths.
    boolean isNumeric() {
        return kind == 'b' || kind == 'i' || kind == 'u' || kind == 'f';
    }

    @Override
    public String toString() {
        return "%s%d".formatted(kind, byteSize);
    }
}
