package dev.serval.inference.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Engines keep what they made for a tensor's memory, which pays where the same tensor of the next
/// call comes to the same place.
class MemoryOrderTest {
    private static final PooledTensorAllocator ALLOCATOR = new PooledTensorAllocator(1 << 20);

    @Test
    void theTensorsOfEachCallComeToThePlacesOfTheCallBefore() {
        List<Long> first = call();
        assertThat(call()).isEqualTo(first);
        assertThat(call()).isEqualTo(first);
    }

    private static List<Long> call() {
        Tensor left = tensor("left");
        Tensor right = tensor("right");
        InferRequest request = InferRequest.of(List.of(left, right));
        Tensor sum = tensor("sum");
        Tensor difference = tensor("difference");
        List<Long> places = List.of(place(left), place(right), place(sum), place(difference));
        InferResponse.of(sum, difference).close();
        request.close();
        return places;
    }

    private static Tensor tensor(String name) {
        return Tensor.allocate(name, DataType.FP32, Shape.of(1, 2), ALLOCATOR);
    }

    private static long place(Tensor tensor) {
        return tensor.data().address();
    }
}
