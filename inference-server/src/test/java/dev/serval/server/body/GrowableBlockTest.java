package dev.serval.server.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.tensor.PooledTensorAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowableBlockTest {
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 54, 63, 64, 65, 4096, 602_152, 1 << 20, (1 << 20) + 7, 3_000_001})
    void keepsWhatWasAppendedAndEndsAlignedIfAsMuchComesAsWasExpected(int size) {
        byte[] expected = new byte[size];
        new Random(size).nextBytes(expected);
        try (GrowableBlock block = new GrowableBlock(allocator, size)) {
            append(block, expected, new Random(1));
            assertThat(block.length()).isEqualTo(size);
            assertThat(block.segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
            assertThat((block.segment().address() + size) % 64).isZero();
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    private static void append(GrowableBlock block, byte[] bytes, Random random) {
        ByteBuf heap = Unpooled.wrappedBuffer(bytes);
        ByteBuf direct = Unpooled.directBuffer(Math.max(1, bytes.length)).writeBytes(bytes);
        while (heap.isReadable()) {
            int count = Math.min(heap.readableBytes(), 1 + random.nextInt(20_000));
            ByteBuf from = random.nextBoolean() ? heap : direct;
            ByteBuf other = from == heap ? direct : heap;
            block.append(from, count);
            other.skipBytes(count);
        }
        direct.release();
    }

    @Test
    void takesMoreAndLessThanWasExpected() {
        for (long expected : new long[] {-1, 0, 10, 100_000, Long.MAX_VALUE}) {
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            try (GrowableBlock block = new GrowableBlock(allocator, expected)) {
                for (int i = 0; i < 100; i++) {
                    byte[] piece = {(byte) i, 1, 2};
                    sent.writeBytes(piece);
                    block.append(Unpooled.wrappedBuffer(piece), piece.length);
                }
                assertThat(block.segment().toArray(ValueLayout.JAVA_BYTE))
                        .isEqualTo(sent.toByteArray());
            }
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }
}
