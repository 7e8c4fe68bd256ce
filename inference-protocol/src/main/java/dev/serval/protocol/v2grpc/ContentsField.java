package dev.serval.protocol.v2grpc;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fields of `inference.InferTensorContents`, which carry typed elements.
enum ContentsField {
    BOOL_CONTENTS(1, "bool_contents", WireFormat.VARINT),
    INT_CONTENTS(2, "int_contents", WireFormat.VARINT),
    INT64_CONTENTS(3, "int64_contents", WireFormat.VARINT),
    UINT_CONTENTS(4, "uint_contents", WireFormat.VARINT),
    UINT64_CONTENTS(5, "uint64_contents", WireFormat.VARINT),
    FP32_CONTENTS(6, "fp32_contents", WireFormat.FIXED32),
    FP64_CONTENTS(7, "fp64_contents", WireFormat.FIXED64),
    BYTES_CONTENTS(8, "bytes_contents", WireFormat.LENGTH);

    /// The highest bit of each of eight bytes.
    private static final long CONTINUES = 0x8080_8080_8080_8080L;

    private final int number;
    private final String wireName;
    private final int wireType;

    ContentsField(int number, String wireName, int wireType) {
        this.number = number;
        this.wireName = wireName;
        this.wireType = wireType;
    }

    /// The field for elements of that type; none for FP16 and BF16, which are only raw.
    static Optional<ContentsField> of(DataType type) {
        return switch (type) {
            case BOOL -> Optional.of(BOOL_CONTENTS);
            case INT8, INT16, INT32 -> Optional.of(INT_CONTENTS);
            case INT64 -> Optional.of(INT64_CONTENTS);
            case UINT8, UINT16, UINT32 -> Optional.of(UINT_CONTENTS);
            case UINT64 -> Optional.of(UINT64_CONTENTS);
            case FP32 -> Optional.of(FP32_CONTENTS);
            case FP64 -> Optional.of(FP64_CONTENTS);
            case BYTES -> Optional.of(BYTES_CONTENTS);
            case FP16, BF16 -> Optional.empty();
        };
    }

    /// The field of that tag, be its elements packed or not; `null` if it is unknown or has another
    /// wire type.
    static @Nullable ContentsField ofTag(int tag) {
        for (ContentsField field : values()) {
            int type = tag & WireFormat.TYPE_MASK;
            if (tag >>> WireFormat.TYPE_BITS == field.number
                    && (type == field.wireType || type == WireFormat.LENGTH)) {
                return field;
            }
        }
        return null;
    }

    /// How many elements a packed run of this field has, judged by its bytes alone.
    ///
    /// @throws InvalidInput if the run ends within an element
    long countPacked(MemorySegment run) {
        return switch (wireType) {
            case WireFormat.FIXED32 -> countFixed(run, Integer.BYTES);
            case WireFormat.FIXED64 -> countFixed(run, Long.BYTES);
            default -> countVarints(run);
        };
    }

    private long countFixed(MemorySegment run, int byteSize) {
        if (run.byteSize() % byteSize != 0) {
            throw new InvalidInput(
                    "%s: %d bytes in one run, expected a multiple of %d"
                            .formatted(wireName, run.byteSize(), byteSize));
        }
        return run.byteSize() / byteSize;
    }

    /// Every varint ends with a byte under 128, and has no other one.
    private long countVarints(MemorySegment run) {
        long size = run.byteSize();
        long ends = 0;
        long i = 0;
        for (; i + Long.BYTES <= size; i += Long.BYTES) {
            ends += Long.bitCount(~run.get(WireFormat.INT64, i) & CONTINUES);
        }
        for (; i < size; i++) {
            ends += run.get(ValueLayout.JAVA_BYTE, i) >= 0 ? 1 : 0;
        }
        if (size > 0 && run.get(ValueLayout.JAVA_BYTE, size - 1) < 0) {
            throw new InvalidInput(
                    "%s: element %d is cut off after the %d bytes of its run"
                            .formatted(wireName, ends, size));
        }
        return ends;
    }

    int number() {
        return number;
    }

    /// The wire type of one element that stands alone.
    int wireType() {
        return wireType;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
