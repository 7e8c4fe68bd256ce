package dev.serval.protocol.v1;

import dev.serval.inference.tensor.DataType;
import dev.serval.protocol.json.JsonNumber;
import dev.serval.protocol.json.JsonScanner;
import org.jspecify.annotations.Nullable;

/// Which type holds the values of an answer, where nobody declared one.
final class ValueType {
    static final String BASE64 = "b64";

    private ValueType() {}

    /// The type for all values of the value that comes next, however they nest: INT64 for integers
    /// only, FP64 for other numbers and for no values at all, BOOL, or BYTES.
    static DataType of(JsonScanner json) {
        DataType type = find(json, null);
        return type == null ? DataType.FP64 : type;
    }

    private static @Nullable DataType find(JsonScanner json, @Nullable DataType before) {
        DataType type = before;
        switch (json.peek()) {
            case '[' -> {
                for (boolean more = json.beginArray("a value"); more; more = json.nextElement()) {
                    type = find(json, type);
                }
                return type;
            }
            case '"', '{' -> {
                json.skipValue();
                return widest(type, DataType.BYTES);
            }
            case 't', 'f' -> {
                json.flag();
                return widest(type, DataType.BOOL);
            }
            default -> {
                if (!JsonNumber.mayStartWith(json.peek())) {
                    json.skipValue();
                    return widest(type, DataType.FP64);
                }
                return widest(type, number(json.number()));
            }
        }
    }

    private static DataType number(JsonNumber number) {
        return number.isIntegral() && number.fitsLong() ? DataType.INT64 : DataType.FP64;
    }

    private static DataType widest(@Nullable DataType before, DataType found) {
        return before == null ? found : wider(before, found);
    }

    /// The type for values of both: whole numbers among others are numbers like them. Of types that
    /// have nothing in common the first stays, and the other's values are refused when they are
    /// read.
    static DataType wider(DataType left, DataType right) {
        boolean numbers = left == DataType.INT64 && right == DataType.FP64;
        return numbers ? DataType.FP64 : left;
    }
}
