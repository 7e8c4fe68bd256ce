package dev.serval.protocol.v2grpc;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.Parameter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One entry of a `map<string, InferParameter>`, in and out.
final class ParameterEntry {
    private static final int KEY = 1 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int VALUE = 2 << WireFormat.TYPE_BITS | WireFormat.LENGTH;

    private static final int FLAG = 1 << WireFormat.TYPE_BITS | WireFormat.VARINT;
    private static final int WHOLE = 2 << WireFormat.TYPE_BITS | WireFormat.VARINT;
    private static final int TEXT = 3 << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    private static final int REAL = 4 << WireFormat.TYPE_BITS | WireFormat.FIXED64;
    private static final int UNSIGNED = 5 << WireFormat.TYPE_BITS | WireFormat.VARINT;

    private ParameterEntry() {}

    /// Reads an entry into the map; the last one of a name counts.
    ///
    /// @throws InvalidInput if it has no value of a kind known here
    static void read(ProtoCursor entry, Map<String, Parameter> into) {
        String key = "";
        Parameter value = null;
        while (entry.hasMore()) {
            int tag = entry.tag();
            switch (tag) {
                case KEY -> key = entry.text("name of a parameter");
                case VALUE -> value = readValue(entry.message("parameter"), value);
                default -> entry.skip(tag);
            }
        }
        if (value == null) {
            throw new InvalidInput(
                    "parameter '%s' has no value, expected a bool, int64, string, double or uint64"
                            .formatted(key));
        }
        into.put(key, value);
    }

    private static @Nullable Parameter readValue(ProtoCursor in, @Nullable Parameter before) {
        Parameter value = before;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case FLAG -> value = new Parameter.Flag(in.varint("bool_param") != 0);
                case WHOLE -> value = new Parameter.Whole(in.varint("int64_param"));
                case TEXT -> value = new Parameter.Text(in.text("string_param"));
                case REAL ->
                        value =
                                new Parameter.Real(
                                        Double.longBitsToDouble(in.fixed64("double_param")));
                case UNSIGNED -> value = new Parameter.Unsigned(in.varint("uint64_param"));
                default -> in.skip(tag);
            }
        }
        return value;
    }

    /// An entry of that name and value.
    static ProtoBuffer encode(String name, Parameter parameter) {
        ProtoBuffer value = new ProtoBuffer();
        switch (parameter) {
            case Parameter.Flag(boolean flag) -> value.tag(FLAG).varint(flag ? 1 : 0);
            case Parameter.Whole(long whole) -> value.tag(WHOLE).varint(whole);
            case Parameter.Text(String text) -> value.tag(TEXT).text(text);
            case Parameter.Real(double real) ->
                    value.tag(REAL).fixed64(Double.doubleToRawLongBits(real));
            case Parameter.Unsigned(long bits) -> value.tag(UNSIGNED).varint(bits);
        }
        return new ProtoBuffer().tag(KEY).text(name).tag(VALUE).message(value);
    }
}
