package dev.serval.engine.pytorch.serving;

import dev.serval.engine.pytorch.torch.TorchException;
import dev.serval.engine.pytorch.torch.TorchModule;
import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// A loaded TorchScript module.
final class PytorchModel implements Model {
    private static final String PLATFORM = "pytorch_libtorch";

    private final TorchModule module;
    private final ServedInputs inputs;
    private final ServedOutputs outputs;
    private final ModelSignature signature;
    private final long memoryBytes;

    PytorchModel(TorchModule module, ServedInputs inputs, ServedOutputs outputs, long memoryBytes) {
        this.module = module;
        this.inputs = inputs;
        this.outputs = outputs;
        this.signature = new ModelSignature(PLATFORM, inputs.specs(), outputs.specs());
        this.memoryBytes = memoryBytes;
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        List<Tensor> given = run(request, call);
        List<Tensor> unwanted = new ArrayList<>(given);
        try {
            given.forEach(outputs::requireAsDeclared);
            List<Tensor> wanted = wanted(request.outputs(), given);
            unwanted.removeAll(wanted);
            return new InferResponse(Parameters.none(), wanted);
        } finally {
            unwanted.forEach(Tensor::close);
        }
    }

    private List<Tensor> run(InferRequest request, CallContext call) {
        try {
            return module.run(inputs.arguments(request), outputs::name, call.allocator());
        } catch (TorchException failure) {
            throw refusal(failure);
        }
    }

    /// PyTorch doesn't say whose fault it is. Where nobody told which shapes go in, it is most
    /// likely the inputs'.
    private InferenceException refusal(TorchException failure) {
        return inputs.areRanked()
                ? new EngineFailure(failure.reason(), failure)
                : new InvalidInput(failure.reason());
    }

    private static List<Tensor> wanted(List<RequestedOutput> requested, List<Tensor> given) {
        if (requested.isEmpty()) {
            return given;
        }
        return requested.stream().map(output -> require(output.name(), given)).toList();
    }

    private static Tensor require(String name, List<Tensor> given) {
        return given.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInput(
                                "the model gave no output '%s', only %s"
                                        .formatted(
                                                name, given.stream().map(Tensor::name).toList())));
    }

    @Override
    public long memoryBytes() {
        return memoryBytes;
    }

    @Override
    public void close() {
        module.close();
    }
}
