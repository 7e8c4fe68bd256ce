package dev.serval.server.testing;

import dev.serval.inference.engine.Model;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Answers each input `in_TYPE` with an equal output `out_TYPE`, for every data type there is.
@Singleton
@Named("types")
class TypesModel implements Model {
    private static final Shape MATRIX = Shape.of(Shape.DYNAMIC, Shape.DYNAMIC);

    private final ModelSignature signature =
            new ModelSignature("test", specs("in_"), specs("out_"));

    private static List<TensorSpec> specs(String prefix) {
        return Arrays.stream(DataType.values())
                .map(type -> new TensorSpec(prefix + type, type, MATRIX, true))
                .toList();
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    /// So quick that it may run on event loops.
    @Override
    public boolean stopsWhenCalledOff() {
        return true;
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        List<Tensor> outputs = new ArrayList<>();
        for (InferInput input : request.inputs()) {
            String name = "out_" + input.tensor().dataType();
            if (request.wants(name)) {
                outputs.add(copy(name, input.tensor(), call.allocator()));
            }
        }
        return new InferResponse(Parameters.none(), outputs);
    }

    static Tensor copy(String name, Tensor source, TensorAllocator allocator) {
        if (source.dataType() == DataType.BYTES) {
            List<byte[]> elements = new ArrayList<>();
            for (long i = 0; i < source.elementCount(); i++) {
                elements.add(source.element(i).toArray(ValueLayout.JAVA_BYTE));
            }
            return Tensor.ofBytes(name, source.shape(), elements, allocator);
        }
        Tensor target = Tensor.allocate(name, source.dataType(), source.shape(), allocator);
        MemorySegment.copy(source.data(), 0, target.data(), 0, source.data().byteSize());
        return target;
    }
}
