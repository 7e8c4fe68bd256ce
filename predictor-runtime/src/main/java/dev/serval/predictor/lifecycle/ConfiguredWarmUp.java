package dev.serval.predictor.lifecycle;

import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.predictor.configuration.WarmUpInput;
import dev.serval.predictor.configuration.WarmUpSample;
import dev.serval.predictor.repository.FoundModel;
import dev.serval.server.inference.SignatureCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Makes the calls that a model's configuration wants made before its first. Unlike one with inputs
/// that were made up, a call that fails refuses the model: whoever wrote it knows the model.
final class ConfiguredWarmUp {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String FOLDER = "warmup";

    private final ModelName name;
    private final List<WarmUpSample> samples;
    private final WarmUpTensors tensors;
    private final TensorAllocator allocator;

    ConfiguredWarmUp(FoundModel.Servable found, TensorAllocator allocator) {
        this.name = found.name();
        this.samples = found.settings().execution().warmUps();
        Path folder = found.directory().resolve(FOLDER);
        this.tensors = new WarmUpTensors(folder, allocator);
        this.allocator = allocator;
    }

    /// @throws ModelLoadException naming the sample that failed, and why
    void run(Model model) throws ModelLoadException {
        CallContext call = new CallContext(Deadline.after(LONGEST), allocator);
        for (WarmUpSample sample : samples) {
            try (InferRequest request = request(sample)) {
                SignatureCheck.require(name, model.signature(), request);
                for (int i = 0; i < sample.count(); i++) {
                    model.infer(request, call).close();
                }
            } catch (RuntimeException failure) {
                throw new ModelLoadException(
                        "warm-up '%s' failed: %s".formatted(sample.name(), failure.getMessage()),
                        failure);
            }
        }
    }

    private InferRequest request(WarmUpSample sample) {
        List<Tensor> inputs = new ArrayList<>();
        try {
            for (WarmUpInput input : sample.inputs()) {
                inputs.add(tensors.of(input));
            }
            return InferRequest.of(inputs);
        } catch (Throwable failure) {
            inputs.forEach(Tensor::close);
            throw failure;
        }
    }
}
