package dev.serval.engine.tensorflow.serving;

import dev.serval.engine.tensorflow.session.Endpoint;
import dev.serval.engine.tensorflow.session.SavedModel;
import dev.serval.engine.tensorflow.session.TensorflowException;
import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// A loaded SavedModel, whose functions are served.
final class TensorflowModel implements Model {
    private final SavedModel saved;
    private final ServedFunctions functions;
    private final long memoryBytes;

    TensorflowModel(SavedModel saved, ServedFunctions functions, long memoryBytes) {
        this.saved = saved;
        this.functions = functions;
        this.memoryBytes = memoryBytes;
    }

    @Override
    public ModelSignature signature() {
        return functions.signature();
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        ServedFunction function = functions.asked(request);
        List<Endpoint> fed = new ArrayList<>();
        List<Tensor> inputs = new ArrayList<>();
        for (InferInput input : request.inputs()) {
            fed.add(requireInput(function, input.tensor()));
            inputs.add(input.tensor());
        }
        try {
            return new InferResponse(
                    Parameters.none(),
                    saved.run(fed, inputs, wanted(function, request.outputs()), call.allocator()));
        } catch (TensorflowException failure) {
            throw refusal(failure);
        }
    }

    /// TensorFlow says which failures are the inputs' fault.
    private static InferenceException refusal(TensorflowException failure) {
        return failure.isCallersFault()
                ? new InvalidInput(failure.reason())
                : new EngineFailure(failure.reason(), failure);
    }

    private static Endpoint requireInput(ServedFunction function, Tensor tensor) {
        Endpoint endpoint = function.inputs().get(tensor.name());
        if (endpoint == null) {
            throw new InvalidInput(
                    "the model has no input '%s', only %s"
                            .formatted(tensor.name(), function.inputs().keySet()));
        }
        TensorSpec spec = function.signature().findInput(tensor.name()).orElseThrow();
        if (tensor.dataType() != spec.dataType() || !spec.shape().accepts(tensor.shape())) {
            throw new InvalidInput(
                    "input '%s' is %s%s, expected %s%s"
                            .formatted(
                                    spec.name(),
                                    tensor.dataType(),
                                    tensor.shape(),
                                    spec.dataType(),
                                    spec.shape()));
        }
        return endpoint;
    }

    private static List<Endpoint> wanted(ServedFunction function, List<RequestedOutput> requested) {
        if (requested.isEmpty()) {
            return List.copyOf(function.outputs().values());
        }
        return requested.stream().map(output -> requireOutput(function, output.name())).toList();
    }

    private static Endpoint requireOutput(ServedFunction function, String name) {
        Endpoint output = function.outputs().get(name);
        if (output == null) {
            throw new InvalidInput(
                    "the model has no output '%s', only %s"
                            .formatted(name, function.outputs().keySet()));
        }
        return output;
    }

    @Override
    public long memoryBytes() {
        return memoryBytes;
    }

    @Override
    public void close() {
        saved.close();
    }
}
