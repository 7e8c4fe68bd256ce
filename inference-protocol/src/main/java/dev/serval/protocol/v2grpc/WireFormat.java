package dev.serval.protocol.v2grpc;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The numbers of protobuf's encoding: <https://protobuf.dev/programming-guides/encoding/>.
final class WireFormat {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int GROUP_START = 3;
    static final int GROUP_END = 4;
    static final int FIXED32 = 5;

    /// The bits of a tag that hold the wire type.
    static final int TYPE_BITS = 3;

    static final int TYPE_MASK = (1 << TYPE_BITS) - 1;

    /// The bits of each byte of a varint that hold a part of the value.
    static final int VARINT_BITS = 7;

    static final int VARINT_MASK = (1 << VARINT_BITS) - 1;

    static final ValueLayout.OfInt INT32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong INT64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private WireFormat() {}

    /// How many bytes a varint takes: 1 to 10.
    static int varintSize(long value) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value | 1);
        return (bits + VARINT_BITS - 1) / VARINT_BITS;
    }
}
