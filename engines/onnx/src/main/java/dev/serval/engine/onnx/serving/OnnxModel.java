package dev.serval.engine.onnx.serving;

import dev.serval.engine.onnx.ort.OrtFailure;
import dev.serval.engine.onnx.ort.OrtRun;
import dev.serval.engine.onnx.ort.OrtSession;
import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A loaded ONNX model. Inputs are read where they lie; outputs are copied out of ONNX Runtime into
/// the call's memory.
final class OnnxModel implements Model {
    /// What a session of the smallest model takes.
    private static final long SESSION_BYTES = 128L << 10;

    /// How often the weights are in memory: as they were read, and as kernels want them.
    private static final int COPIES = 2;

    private final OrtSession session;
    private final ModelSignature signature;
    private final Map<String, OutputTensor> outputs = new LinkedHashMap<>();
    private final OutputPlan everything;
    private final ArenaShrinkage arenaShrinkage;
    private final long fileBytes;

    OnnxModel(
            OrtSession session,
            SessionSignature signature,
            ArenaShrinkage arenaShrinkage,
            long fileBytes) {
        this.session = session;
        this.signature = signature.toModelSignature();
        this.everything = OutputPlan.of(signature.outputs());
        this.arenaShrinkage = arenaShrinkage;
        this.fileBytes = fileBytes;
        signature.outputs().forEach(output -> outputs.put(output.name(), output));
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        OutputPlan plan = planFor(request.outputs());
        try (OrtRun run = session.prepare(request.inputs().size(), plan.sources().size())) {
            for (InferInput input : request.inputs()) {
                requireKnown(input.name());
                run.feed(input.tensor());
            }
            plan.sources().forEach(run::want);
            if (arenaShrinkage.isDue()) {
                run.shrinkArena();
            }
            return call.stoppable(run::terminate, () -> execute(run, plan, call));
        } catch (OrtFailure failure) {
            call.requireWanted();
            throw new EngineFailure(failure.getMessage(), failure);
        }
    }

    private static InferResponse execute(OrtRun run, OutputPlan plan, CallContext call) {
        run.execute();
        return new InferResponse(Parameters.none(), plan.read(run, call.allocator()));
    }

    private OutputPlan planFor(List<RequestedOutput> requested) {
        if (requested.isEmpty()) {
            return everything;
        }
        return OutputPlan.of(
                requested.stream()
                        .map(RequestedOutput::name)
                        .distinct()
                        .map(this::requireOutput)
                        .toList());
    }

    private OutputTensor requireOutput(String name) {
        OutputTensor output = outputs.get(name);
        if (output == null) {
            throw new InvalidInput(
                    "the model has no output '%s', only %s".formatted(name, outputs.keySet()));
        }
        return output;
    }

    private void requireKnown(String input) {
        if (signature.findInput(input).isEmpty()) {
            throw new InvalidInput(
                    "the model has no input '%s', only %s"
                            .formatted(
                                    input,
                                    signature.inputs().stream()
                                            .map(TensorSpec::name)
                                            .collect(Collectors.joining(", ", "[", "]"))));
        }
    }

    /// An estimate by the files: what ONNX Runtime takes for a model cannot be asked for.
    @Override
    public long memoryBytes() {
        return SESSION_BYTES + COPIES * fileBytes;
    }

    /// Frees the model.
    ///
    /// @throws IllegalStateException if a call is still running; nothing is freed then
    @Override
    public void close() {
        session.close();
    }
}
