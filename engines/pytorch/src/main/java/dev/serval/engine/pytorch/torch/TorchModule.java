package dev.serval.engine.pytorch.torch;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// A loaded TorchScript module, which threads share.
public final class TorchModule implements AutoCloseable {
    private static final String[] NO_EXTRA_FILES = {};

    private final PtNDManager manager;
    private final PtSymbolBlock block;
    private final AtomicBoolean closed = new AtomicBoolean();

    private TorchModule(PtNDManager manager, PtSymbolBlock block) {
        this.manager = manager;
        this.block = block;
    }

    /// Loads the module in a file, whatever device it was saved on, to be run on the CPU.
    ///
    /// @param threads how many threads one operation may use; the last model that is loaded decides
    ///   for the process
    /// @throws TorchException with the library's reason; nothing is left behind
    public static TorchModule load(Path file, int threads) {
        PtNDManager manager = TorchLibrary.require().newSubManager(Device.cpu());
        try {
            TorchLibrary.limitThreads(threads);
            PtSymbolBlock block =
                    JniUtils.loadModule(manager, file, true, NO_EXTRA_FILES, NO_EXTRA_FILES, false);
            JniUtils.enableInferenceMode(block);
            return new TorchModule(manager, block);
        } catch (RuntimeException refused) {
            manager.close();
            throw new TorchException(refused);
        }
    }

    /// Runs `forward`.
    ///
    /// @param names what the tensors are called that it gives
    /// @return those, in its order; the caller owns them
    /// @throws TorchException with the library's reason
    /// @throws IllegalStateException if the module is closed
    public List<Tensor> run(Arguments arguments, ResultNames names, TensorAllocator allocator) {
        if (closed.get()) {
            throw new IllegalStateException("the model is closed");
        }
        List<IValue> passed = new ArrayList<>();
        try (PtNDManager arrays = manager.newSubManager(Device.cpu())) {
            pass(arguments, arrays, passed);
            try (IValue answer = block.forward(passed.toArray(IValue[]::new))) {
                return new ResultReader(arrays, names, allocator).read(answer);
            }
        } catch (EngineException failure) {
            throw new TorchException(failure);
        } finally {
            passed.forEach(IValue::close);
        }
    }

    private static void pass(Arguments arguments, PtNDManager arrays, List<IValue> passed) {
        switch (arguments) {
            case Arguments.Separate separate -> {
                for (Tensor tensor : separate.tensors()) {
                    passed.add(IValue.from(array(tensor, arrays)));
                }
            }
            case Arguments.Listed listed -> {
                PtNDArray[] list =
                        listed.tensors().stream()
                                .map(tensor -> array(tensor, arrays))
                                .toArray(PtNDArray[]::new);
                passed.add(IValue.listFrom(list));
            }
            case Arguments.Named named -> {
                Map<String, PtNDArray> map = new LinkedHashMap<>();
                named.tensors().forEach((name, tensor) -> map.put(name, array(tensor, arrays)));
                passed.add(IValue.stringMapFrom(map));
            }
        }
    }

    /// A copy that PyTorch owns: a module may write into what it is given, or keep it.
    private static PtNDArray array(Tensor tensor, PtNDManager arrays) {
        ElementType type =
                ElementType.find(tensor.dataType())
                        .orElseThrow(() ->
                                new TorchException(
                                        "input '%s' is %s, which PyTorch lacks"
                                                .formatted(tensor.name(), tensor.dataType())));
        if (tensor.data().byteSize() > Integer.MAX_VALUE) {
            throw new TorchException(
                    "input '%s' has %d bytes, expected at most %d"
                            .formatted(tensor.name(), tensor.data().byteSize(), Integer.MAX_VALUE));
        }
        var shape = new ai.djl.ndarray.types.Shape(tensor.shape().toArray());
        if (tensor.elementCount() == 0) {
            return arrays.create(shape, type.theirs());
        }
        ByteBuffer content = tensor.data().asByteBuffer();
        try (PtNDArray borrowed = arrays.create(content, shape, type.theirs())) {
            return (PtNDArray) borrowed.duplicate();
        }
    }

    /// Frees the module, once. No run is in progress any more.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            block.close();
            manager.close();
        }
    }
}
