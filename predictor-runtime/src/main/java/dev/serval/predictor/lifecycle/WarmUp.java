package dev.serval.predictor.lifecycle;

import dev.serval.inference.engine.Model;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/// Runs a model on inputs made up from its signature, so that the first caller does not pay for
/// what a library does once. Inputs that may be left out are, but for the columns of tables, of
/// which all may be. Open dimensions are taken as 1; one inference has zeros in it, the next ones,
/// and so on by turns.
final class WarmUp {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int FP16_ONE = 0x3C00;
    private static final int BF16_ONE = 0x3F80;

    private final TensorAllocator allocator;

    WarmUp(TensorAllocator allocator) {
        this.allocator = allocator;
    }

    /// @throws RuntimeException what the model throws, which may well be the inputs' fault
    void run(Model model, int samples) {
        CallContext call = new CallContext(Deadline.after(LONGEST), allocator);
        for (int sample = 0; sample < samples && !call.deadline().hasPassed(); sample++) {
            try (InferRequest request = request(model, sample % 2)) {
                model.infer(request, call).close();
            }
        }
    }

    private InferRequest request(Model model, int value) {
        List<Tensor> tensors = new ArrayList<>();
        try {
            for (TensorSpec spec : model.signature().inputs()) {
                if (!spec.optional() || model.signature().table() != null) {
                    tensors.add(tensor(spec, value));
                }
            }
            return InferRequest.of(tensors);
        } catch (Throwable failure) {
            tensors.forEach(Tensor::close);
            throw failure;
        }
    }

    private Tensor tensor(TensorSpec spec, int value) {
        Shape shape = closed(spec.shape());
        if (spec.dataType() == DataType.BYTES) {
            int count = Math.toIntExact(shape.elementCount());
            String text = value == 0 ? "" : "1";
            return Tensor.ofStrings(
                    spec.name(), shape, Collections.nCopies(count, text), allocator);
        }
        Tensor tensor = Tensor.allocate(spec.name(), spec.dataType(), shape, allocator);
        fill(tensor.data(), spec.dataType(), value);
        return tensor;
    }

    private static Shape closed(Shape shape) {
        return Shape.of(LongStream.of(shape.toArray()).map(Math::abs).toArray());
    }

    /// Writes zeros or ones; loops over the elements without garbage.
    private static void fill(MemorySegment data, DataType type, int value) {
        data.fill((byte) 0);
        if (value == 0) {
            return;
        }
        long count = data.byteSize() / type.byteSize();
        for (long i = 0; i < count; i++) {
            setOne(data, type, i);
        }
    }

    private static void setOne(MemorySegment data, DataType type, long index) {
        switch (type) {
            case BOOL, UINT8, INT8 -> data.set(ValueLayout.JAVA_BYTE, index, (byte) 1);
            case UINT16, INT16 -> data.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) 1);
            case UINT32, INT32 -> data.setAtIndex(ValueLayout.JAVA_INT, index, 1);
            case UINT64, INT64 -> data.setAtIndex(ValueLayout.JAVA_LONG, index, 1);
            case FP16 -> data.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) FP16_ONE);
            case BF16 -> data.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) BF16_ONE);
            case FP32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT, index, 1);
            case FP64 -> data.setAtIndex(ValueLayout.JAVA_DOUBLE, index, 1);
            case BYTES -> throw new IllegalStateException("elements of BYTES have no fixed size");
        }
    }
}
