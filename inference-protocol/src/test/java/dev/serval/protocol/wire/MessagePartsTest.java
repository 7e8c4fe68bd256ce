package dev.serval.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessagePartsTest {
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void keepsTheOrderOfItsPartsWithTheHeadFirstAndTheEmptyOnesLeftOut() {
        try (MessageParts parts = new MessageParts(allocator)) {
            parts.add(heap(3, 4));
            parts.add(heap());
            parts.addBlock(1).fill((byte) 5);
            parts.addFirst(heap(1, 2));
            try (EncodedMessage message = parts.finish()) {
                assertThat(message.parts()).hasSize(3);
                assertThat(message.byteSize()).isEqualTo(5);
                assertThat(message.toByteArray()).containsExactly(1, 2, 3, 4, 5);
            }
        }
    }

    @Test
    void sendsFixedSizeElementsFromTheTensorsOwnMemory() {
        try (Tensor tensor = Tensor.ofLongs("x", Shape.of(2), new long[] {1, 2}, allocator);
                MessageParts parts = new MessageParts(allocator)) {
            parts.addRaw(tensor);
            long onLoan = allocator.bytesOnLoan();
            EncodedMessage message = parts.finish();
            assertThat(onLoan).isEqualTo(tensor.data().byteSize());
            assertThat(message.parts().getFirst().address()).isEqualTo(tensor.data().address());
            message.close();
            assertThat(allocator.bytesOnLoan()).isEqualTo(onLoan);
        }
    }

    @Test
    void encodesByteStringsIntoABlockThatTheMessageGivesBack() {
        try (Tensor tensor = Tensor.ofStrings("x", Shape.of(1), List.of("hi"), allocator);
                MessageParts parts = new MessageParts(allocator)) {
            long before = allocator.bytesOnLoan();
            parts.addRaw(tensor);
            EncodedMessage message = parts.finish();
            parts.close();
            assertThat(message.toByteArray()).containsExactly(2, 0, 0, 0, 'h', 'i');
            assertThat(allocator.bytesOnLoan()).isEqualTo(before + 6);
            message.close();
            message.close();
            assertThat(allocator.bytesOnLoan()).isEqualTo(before);
        }
    }

    @Test
    void givesItsBlocksBackIfTheMessageIsNeverFinished() {
        MessageParts parts = new MessageParts(allocator);
        parts.addBlock(100);
        assertThat(allocator.bytesOnLoan()).isEqualTo(100);
        parts.close();
    }

    @Test
    void refusesToCopyAMessageThatFitsNoArray() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment huge = arena.allocate(16).reinterpret(1L << 31);
            EncodedMessage message = EncodedMessage.of(huge);
            assertThatThrownBy(message::toByteArray)
                    .isInstanceOf(TooLarge.class)
                    .hasMessage("the message is 2147483648 bytes, expected at most 2147483639");
            message.close();
        }
    }

    private static MemorySegment heap(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return MemorySegment.ofArray(content);
    }
}
