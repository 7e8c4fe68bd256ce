package dev.serval.engine.onnx.ort;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/// One run of a model: it is fed, told which outputs are wanted, executed once and closed, all by
/// one thread. Only [#terminate] may come from another, and not after closing.
///
/// What a run needs besides its tensors goes back to its session at closing, for the next run.
public final class OrtRun implements AutoCloseable {
    private static final String SHRINK_ARENA = "memory.enable_memory_arena_shrinkage";

    private final OrtSession session;
    private final OrtApi api;
    private final Scratch scratch = Scratch.lasting();
    private final OutParameter out;
    private final NamedValues inputs;
    private final NamedValues outputs;
    private final MemorySegment options;
    private volatile boolean spent;

    OrtRun(OrtSession session, int inputCount, int outputCount) {
        this.session = session;
        this.api = session.environment().api();
        this.out = new OutParameter(api, scratch);
        this.inputs = new NamedValues(api, inputCount, scratch);
        this.outputs = new NamedValues(api, outputCount, scratch);
        this.options = out.pointer(OrtFunction.CREATE_RUN_OPTIONS);
        scratch.keep();
    }

    /// Whether it has room for that many inputs and outputs.
    boolean holds(int inputCount, int outputCount) {
        return inputCount <= inputs.capacity() && outputCount <= outputs.capacity();
    }

    /// Gives back what the session's arena does not use, at the end of this run.
    public void shrinkArena() {
        spent = true;
        api.call(
                OrtFunction.ADD_RUN_CONFIG_ENTRY,
                options,
                scratch.allocateFrom(SHRINK_ARENA),
                scratch.allocateFrom("cpu:0"));
    }

    /// Passes a tensor under its name. Elements of fixed size are not copied unless they lie at an
    /// address that their type cannot be read from; strings are, since ONNX Runtime keeps C++
    /// strings.
    ///
    /// @param tensor left as it is, and not to be closed before the run is
    public void feed(Tensor tensor) {
        MemorySegment name = session.name(tensor.name());
        if (tensor.dataType() == DataType.BYTES) {
            feedStrings(tensor, inputs.add(name));
        } else if (isAligned(tensor)) {
            inputs.add(name, tensor, this::wrap);
        } else {
            MemorySegment data = tensor.data();
            long alignment = tensor.dataType().byteSize();
            MemorySegment copy = scratch.allocate(data.byteSize(), alignment).copyFrom(data);
            wrap(tensor, copy, inputs.add(name));
        }
    }

    private static boolean isAligned(Tensor tensor) {
        MemorySegment data = tensor.data();
        return data.isNative() && data.address() % tensor.dataType().byteSize() == 0;
    }

    private void wrap(Tensor tensor, MemorySegment slot) {
        wrap(tensor, tensor.data(), slot);
    }

    private void wrap(Tensor tensor, MemorySegment data, MemorySegment slot) {
        api.wrapTensor(
                session.environment().memoryInfo(),
                data,
                dimensions(tensor),
                ElementType.codeOf(tensor.dataType()),
                slot);
    }

    private MemorySegment dimensions(Tensor tensor) {
        int rank = tensor.shape().rank();
        MemorySegment dimensions = scratch.allocate(JAVA_LONG, rank);
        for (int axis = 0; axis < rank; axis++) {
            dimensions.setAtIndex(JAVA_LONG, axis, tensor.shape().dimension(axis));
        }
        return dimensions;
    }

    private void feedStrings(Tensor tensor, MemorySegment slot) {
        api.createTensor(
                session.environment().allocator(),
                dimensions(tensor),
                tensor.shape().rank(),
                ElementType.codeOf(DataType.BYTES),
                slot);
        MemorySegment value = slot.get(ADDRESS, 0);
        for (long i = 0; i < tensor.elementCount(); i++) {
            MemorySegment element = tensor.element(i);
            long length = element.byteSize();
            api.call(
                    OrtFunction.GET_RESIZED_STRING_TENSOR_ELEMENT_BUFFER,
                    value,
                    i,
                    length,
                    out.place());
            out.pointer().reinterpret(length).copyFrom(element);
        }
    }

    /// Asks for an output. The order counts for [#output]. What is not asked for is not kept, but
    /// ONNX Runtime's builds for inference compute the whole graph all the same
    /// (microsoft/onnxruntime#16013).
    public void want(String output) {
        outputs.add(session.name(output));
    }

    /// Asks for an output to be written into a tensor, under its name. A run whose output turns out
    /// to have another shape fails before it writes there.
    ///
    /// @param target of elements of fixed size, in memory of an allocator
    public void wantIn(Tensor target) {
        outputs.add(session.name(target.name()), target, this::wrap);
    }

    /// Computes the outputs.
    ///
    /// @throws OrtFailure with the reason, if the model failed or the run was terminated
    public void execute() {
        api.run(session.handle(), options, inputs, outputs);
    }

    /// Ends a run that is going as soon as its current operator is done.
    public void terminate() {
        spent = true;
        api.call(OrtFunction.RUN_OPTIONS_SET_TERMINATE, options);
    }

    /// The output that was asked for at that place. Valid until the run is closed.
    public OrtValue output(int index) {
        return new OrtValue(session.environment(), outputs.value(index), scratch);
    }

    @Override
    public void close() {
        inputs.clear();
        outputs.clear();
        scratch.close();
        if (spent || !session.keeps(this)) {
            release();
        }
    }

    /// Frees it for good.
    void release() {
        inputs.release();
        outputs.release();
        api.release(OrtFunction.RELEASE_RUN_OPTIONS, options);
    }
}
