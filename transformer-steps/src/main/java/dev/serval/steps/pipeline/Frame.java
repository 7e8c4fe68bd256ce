package dev.serval.steps.pipeline;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.inference.tensor.TensorRows;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tensors of one request on their way through the steps. It owns those that steps have made,
/// and closes them when they are replaced; those it began with are somebody else's.
public final class Frame implements AutoCloseable {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Set<Tensor> owned = Collections.newSetFromMap(new IdentityHashMap<>());
    private final TensorAllocator allocator;

    /// A frame that begins with tensors which it borrows.
    public Frame(List<Tensor> borrowed, TensorAllocator allocator) {
        borrowed.forEach(tensor -> tensors.put(tensor.name(), tensor));
        this.allocator = allocator;
    }

    public TensorAllocator allocator() {
        return allocator;
    }

    /// @throws IllegalStateException if there is no such tensor, which the pipeline's own check
    ///   rules out
    public Tensor require(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("there is no tensor '%s' here".formatted(name));
        }
        return tensor;
    }

    /// A tensor of fixed-size elements, to be filled, which belongs to the frame already.
    public Tensor make(String name, DataType type, Shape shape) {
        Tensor tensor = Tensor.allocate(name, type, shape, allocator);
        owned.add(tensor);
        return tensor;
    }

    /// Puts a tensor in the place of the one of its name; the frame owns it from now on.
    public void put(Tensor tensor) {
        owned.add(tensor);
        drop(tensors.put(tensor.name(), tensor), tensor);
    }

    public void remove(String name) {
        drop(tensors.remove(name), null);
    }

    /// Gives a tensor another name. One that is borrowed is copied, since its memory goes back
    /// under the name that its owner knows.
    public void rename(String from, String to) {
        Tensor tensor = require(from);
        if (!owned.remove(tensor)) {
            tensors.remove(from);
            put(TensorRows.fill(to, tensor.dataType(), tensor.shape(), List.of(tensor), allocator));
            return;
        }
        tensors.remove(from);
        put(
                tensor.dataType() == DataType.BYTES
                        ? Tensor.overBytes(
                                to, tensor.shape(), tensor.data(), tensor.offsets(), tensor::close)
                        : Tensor.over(
                                to,
                                tensor.dataType(),
                                tensor.shape(),
                                tensor.data(),
                                tensor::close));
    }

    private void drop(@Nullable Tensor replaced, @Nullable Tensor by) {
        if (replaced != null && replaced != by && owned.remove(replaced)) {
            replaced.close();
        }
    }

    /// The tensors of those names, in that order; whoever takes them owns those that steps have
    /// made. The frame keeps the others, and closes them.
    List<Tensor> release(List<String> wanted) {
        List<Tensor> released = wanted.stream().map(this::require).toList();
        released.forEach(owned::remove);
        return released;
    }

    /// Closes what it still owns.
    @Override
    public void close() {
        owned.forEach(Tensor::close);
    }
}
