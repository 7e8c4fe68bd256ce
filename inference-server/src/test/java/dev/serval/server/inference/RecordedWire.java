package dev.serval.server.inference;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ServedModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A call of one row that came over no network, and what became of it.
final class RecordedWire implements WireCall {
    private final CallContext context;
    private final Supplier<ServedModel> model;
    private final List<String> outcomes = new CopyOnWriteArrayList<>();
    private final AtomicInteger released = new AtomicInteger();

    /// @param model who is asked, found whenever the call is read
    RecordedWire(Duration timeout, TensorAllocator allocator, Supplier<ServedModel> model) {
        this.context = new CallContext(Deadline.after(timeout), allocator);
        this.model = model;
    }

    /// All that the caller was told: `answered 3.0`, or `refused` and a failure's class.
    List<String> outcomes() {
        return List.copyOf(outcomes);
    }

    /// How often its bytes were given back.
    int released() {
        return released.get();
    }

    @Override
    public WireProtocol protocol() {
        return WireProtocol.V2;
    }

    @Override
    public CallContext context() {
        return context;
    }

    @Override
    public boolean isQuicklyRead() {
        return true;
    }

    @Override
    public AddressedRequest read(ModelCatalog catalog) {
        ServedModel found = model.get();
        Tensor row = Tensor.ofFloats("x", Shape.of(1, 2), new float[] {1, 2}, context.allocator());
        return new AddressedRequest(found, InferRequest.of(List.of(row)));
    }

    @Override
    public EncodedReply encode(AddressedRequest read, InferResponse response) {
        return new EncodedReply() {
            @Override
            public void send() {
                outcomes.add("answered " + response.outputs().getFirst().toFloats()[0]);
                close();
            }

            @Override
            public void close() {
                response.close();
            }
        };
    }

    @Override
    public void refuse(InferenceException failure) {
        outcomes.add("refused " + failure.getClass().getSimpleName());
    }

    @Override
    public void release() {
        released.incrementAndGet();
    }
}
