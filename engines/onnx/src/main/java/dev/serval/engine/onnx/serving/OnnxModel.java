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
import dev.serval.inference.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A loaded ONNX model. Inputs are read where they lie. Outputs are computed into the call's memory
/// where their shapes are known beforehand, from an earlier run with the same inputs' shapes; else
/// they are copied there.
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

    /// The outputs that were last asked for by name.
    private volatile OutputPlan selection;

    private volatile @Nullable OutputShapes shapes;

    /// Whether outputs' shapes follow from the inputs', as far as is known.
    private volatile boolean isForeseeable = true;

    OnnxModel(
            OrtSession session,
            SessionSignature signature,
            ArenaShrinkage arenaShrinkage,
            long fileBytes) {
        this.session = session;
        this.signature = signature.toModelSignature();
        this.everything = planOf(signature.outputs());
        this.selection = everything;
        this.arenaShrinkage = arenaShrinkage;
        this.fileBytes = fileBytes;
        signature.outputs().forEach(output -> outputs.put(output.name(), output));
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public boolean stopsWhenCalledOff() {
        return true;
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        request.inputs().forEach(this::requireKnown);
        OutputPlan plan = planFor(request.outputs());
        OutputShapes known = shapes;
        try {
            List<Tensor> tensors =
                    isForeseeable && known != null && known.foretell(plan, request)
                            ? inferForeseen(known, request, call)
                            : inferAndCopy(plan, request, call);
            return new InferResponse(Parameters.none(), tensors);
        } catch (OrtFailure failure) {
            call.requireWanted();
            throw new EngineFailure(failure.getMessage(), failure);
        }
    }

    /// Computes the outputs where they belong. If that fails it may be that their shapes depend on
    /// the inputs' values: then it works the other way, and is not tried again.
    private List<Tensor> inferForeseen(OutputShapes known, InferRequest request, CallContext call) {
        List<Tensor> targets = known.allocate(call.allocator());
        try (OrtRun run = prepare(request, known.plan())) {
            targets.forEach(run::wantIn);
            execute(run, call);
            return targets;
        } catch (OrtFailure failure) {
            targets.forEach(Tensor::close);
            call.requireWanted();
        } catch (Throwable failure) {
            targets.forEach(Tensor::close);
            throw failure;
        }
        List<Tensor> copies = inferAndCopy(known.plan(), request, call);
        isForeseeable = false;
        return copies;
    }

    private List<Tensor> inferAndCopy(OutputPlan plan, InferRequest request, CallContext call) {
        try (OrtRun run = prepare(request, plan)) {
            plan.sources().forEach(run::want);
            execute(run, call);
            List<Tensor> tensors = plan.read(run, call.allocator());
            if (plan.isForeseeable() && tensors.size() == plan.tensors().size()) {
                shapes = OutputShapes.of(plan, request, tensors);
            }
            return tensors;
        }
    }

    private OrtRun prepare(InferRequest request, OutputPlan plan) {
        OrtRun run = session.prepare(request.inputs().size(), plan.sources().size());
        try {
            for (InferInput input : request.inputs()) {
                run.feed(input.tensor());
            }
            if (arenaShrinkage.isDue()) {
                run.shrinkArena();
            }
            return run;
        } catch (Throwable failure) {
            run.close();
            throw failure;
        }
    }

    private static void execute(OrtRun run, CallContext call) {
        call.stoppable(
                run::terminate,
                () -> {
                    run.execute();
                    return run;
                });
    }

    private OutputPlan planFor(List<RequestedOutput> requested) {
        if (requested.isEmpty()) {
            return everything;
        }
        OutputPlan last = selection;
        if (last.answers(requested)) {
            return last;
        }
        OutputPlan plan =
                planOf(
                        requested.stream()
                                .map(RequestedOutput::name)
                                .distinct()
                                .map(this::requireOutput)
                                .toList());
        selection = plan;
        return plan;
    }

    private OutputPlan planOf(List<OutputTensor> tensors) {
        Set<String> inputs =
                signature.inputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
        return OutputPlan.of(tensors, inputs);
    }

    private OutputTensor requireOutput(String name) {
        OutputTensor output = outputs.get(name);
        if (output == null) {
            throw new InvalidInput(
                    "the model has no output '%s', only %s".formatted(name, outputs.keySet()));
        }
        return output;
    }

    private void requireKnown(InferInput input) {
        if (signature.findInput(input.name()).isEmpty()) {
            throw new InvalidInput(
                    "the model has no input '%s', only %s"
                            .formatted(
                                    input.name(),
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
