package dev.serval.server.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.tensor.PooledTensorAllocator;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyCollectorTest {
    private static final int MEGABYTE = 1 << 20;
    private static final BodyLimit LIMIT = new BodyLimit(64L * MEGABYTE);

    @Test
    void aLargeHeadIsWhatCameHoweverItCame() {
        byte[] sent = bytes(3 * MEGABYTE + 17, 1);
        for (long said : new long[] {-1, 100, sent.length, 40L * MEGABYTE}) {
            try (BodyCollector body = gathered(sent, said)) {
                assertThat(body.headLength()).isEqualTo(sent.length);
                assertThat(Arrays.copyOf(body.head(), body.headLength())).isEqualTo(sent);
            }
        }
    }

    @Test
    void theArrayOfALargeHeadServesTheNext() {
        byte[] first;
        try (BodyCollector body = gathered(bytes(3 * MEGABYTE, 2), 3 * MEGABYTE)) {
            first = body.head();
        }
        byte[] sent = bytes(3 * MEGABYTE - 100, 3);
        try (BodyCollector body = gathered(sent, sent.length)) {
            assertThat(body.head()).isSameAs(first);
            assertThat(Arrays.copyOf(body.head(), body.headLength())).isEqualTo(sent);
        }
    }

    @Test
    void whatIsClosedTwiceIsGivenBackOnce() {
        BodyCollector closed = gathered(bytes(5 * MEGABYTE, 4), 5 * MEGABYTE);
        closed.close();
        closed.close();
        try (BodyCollector one = gathered(bytes(5 * MEGABYTE, 5), 5 * MEGABYTE);
                BodyCollector other = gathered(bytes(5 * MEGABYTE, 6), 5 * MEGABYTE)) {
            assertThat(one.head()).isNotSameAs(other.head());
        }
    }

    private static BodyCollector gathered(byte[] sent, long said) {
        BodyCollector body =
                new BodyCollector(
                        BodyCollector.ALL_HEAD, said, LIMIT, new PooledTensorAllocator(0));
        for (int at = 0; at < sent.length; at += 9_000) {
            body.append(Unpooled.wrappedBuffer(sent, at, Math.min(9_000, sent.length - at)));
        }
        return body;
    }

    private static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
