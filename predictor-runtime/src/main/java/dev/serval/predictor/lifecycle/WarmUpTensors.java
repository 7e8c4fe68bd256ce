package dev.serval.predictor.lifecycle;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.predictor.configuration.WarmUpInput;
import dev.serval.protocol.wire.RawTensors;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SplittableRandom;

/// Makes the inputs of warm-up calls. What is left to chance is the same in every process, so that
/// a call that fails does so again.
final class WarmUpTensors {
    private static final long SEED = 25;

    private final Path folder;
    private final TensorAllocator allocator;
    private final SplittableRandom random = new SplittableRandom(SEED);

    /// @param folder where files of inputs are
    WarmUpTensors(Path folder, TensorAllocator allocator) {
        this.folder = folder;
        this.allocator = allocator;
    }

    /// @throws InvalidInput if the input cannot be made so
    Tensor of(WarmUpInput input) {
        return switch (input.content()) {
            case WarmUpInput.Content.Zeros _ -> zeros(input);
            case WarmUpInput.Content.Random _ -> byChance(input);
            case WarmUpInput.Content.File file -> read(input, file.name());
        };
    }

    private Tensor zeros(WarmUpInput input) {
        if (input.dataType() == DataType.BYTES) {
            int count = Math.toIntExact(input.shape().elementCount());
            return Tensor.ofStrings(
                    input.name(), input.shape(), Collections.nCopies(count, ""), allocator);
        }
        Tensor tensor = Tensor.allocate(input.name(), input.dataType(), input.shape(), allocator);
        tensor.data().fill((byte) 0);
        return tensor;
    }

    private Tensor byChance(WarmUpInput input) {
        if (input.dataType() == DataType.BYTES) {
            throw new InvalidInput(
                    "input '%s' is of BYTES, expected zero_data or input_data_file"
                            .formatted(input.name()));
        }
        Tensor tensor = zeros(input);
        long count = input.shape().elementCount();
        for (long i = 0; i < count; i++) {
            set(tensor.data(), input.dataType(), i);
        }
        return tensor;
    }

    private void set(MemorySegment data, DataType type, long index) {
        switch (type) {
            case BOOL, UINT8, INT8 -> data.set(ValueLayout.JAVA_BYTE, index, (byte) bit());
            case UINT16, INT16 -> data.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) bit());
            case UINT32, INT32 -> data.setAtIndex(ValueLayout.JAVA_INT, index, bit());
            case UINT64, INT64 -> data.setAtIndex(ValueLayout.JAVA_LONG, index, bit());
            case FP16 ->
                    data.setAtIndex(
                            ValueLayout.JAVA_SHORT, index, Float.floatToFloat16(fraction()));
            case BF16 ->
                    data.setAtIndex(
                            ValueLayout.JAVA_SHORT,
                            index,
                            (short) (Float.floatToRawIntBits(fraction()) >>> Short.SIZE));
            case FP32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT, index, fraction());
            case FP64 -> data.setAtIndex(ValueLayout.JAVA_DOUBLE, index, random.nextDouble());
            case BYTES -> throw new IllegalStateException("elements of BYTES have no fixed size");
        }
    }

    private int bit() {
        return random.nextInt(2);
    }

    private float fraction() {
        return (float) random.nextDouble();
    }

    private Tensor read(WarmUpInput input, String name) {
        try {
            Path file = folder.resolve(name).normalize();
            if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
                throw new InvalidInput("file '%s' is no file in %s".formatted(name, folder));
            }
            // On the heap, so that the tensor is a copy with an end of its own.
            MemorySegment raw = MemorySegment.ofArray(Files.readAllBytes(file));
            return RawTensors.read(input.name(), input.dataType(), input.shape(), raw, allocator);
        } catch (InvalidPathException | IOException unreadable) {
            throw new InvalidInput("file '%s' cannot be read: %s".formatted(name, unreadable));
        }
    }
}
