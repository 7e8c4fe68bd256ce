package dev.serval.engine.onnx.ort;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScratchTest {
    @Test
    void neverHandsOutTheSameBytesTwiceAndAlwaysAligned() {
        try (Scratch scratch = new Scratch()) {
            List<MemorySegment> segments = new ArrayList<>();
            for (long size : new long[] {1, 8, 3, 0, 500, 511, 8, 4000, 1, 2}) {
                MemorySegment segment = scratch.allocate(size, 8);
                assertThat(segment.byteSize()).isEqualTo(size);
                assertThat(segment.address() % 8).isZero();
                segments.forEach(other -> assertThat(segment.asOverlappingSlice(other)).isEmpty());
                segments.add(segment);
            }
        }
    }

    @Test
    void honoursALargerAlignment() {
        try (Scratch scratch = new Scratch()) {
            assertThat(scratch.allocate(1, 64).address() % 64).isZero();
        }
    }
}
