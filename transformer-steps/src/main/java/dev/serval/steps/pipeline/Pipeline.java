package dev.serval.steps.pipeline;

import dev.serval.inference.failure.PredictorFailure;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.Tensor;
import dev.serval.server.transformer.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The steps around one predictor. Threads share it.
///
/// @param taken the tensors that the predictor is sent
/// @param model the predictor's model; empty for the name that the pipeline is served under
/// @param expected what the predictor answers
public record Pipeline(
        ModelSignature signature,
        List<Step> before,
        List<TensorSpec> taken,
        Optional<String> model,
        List<TensorSpec> expected,
        List<Step> after)
        implements Transformer {
    private static final int BAD_GATEWAY = 502;

    public Pipeline {
        before = List.copyOf(before);
        taken = List.copyOf(taken);
        expected = List.copyOf(expected);
        after = List.copyOf(after);
    }

    @Override
    public Optional<String> predictorModel() {
        return model;
    }

    @Override
    public List<TensorSpec> predictorInputs() {
        return taken;
    }

    @Override
    public List<TensorSpec> predictorOutputs() {
        return expected;
    }

    @Override
    public InferRequest preprocess(InferRequest request, CallContext call) {
        List<Tensor> sent = request.inputs().stream().map(InferInput::tensor).toList();
        List<Tensor> prepared = run(before, sent, names(taken), call);
        return new InferRequest(
                request.id(),
                request.parameters(),
                prepared.stream().map(InferInput::new).toList(),
                List.of());
    }

    @Override
    public InferResponse postprocess(
            InferRequest request, InferResponse response, CallContext call) {
        List<String> wanted =
                signature.outputs().stream().map(TensorSpec::name).filter(request::wants).toList();
        List<Tensor> finished = run(after, expectedOf(response), wanted, call);
        return new InferResponse(response.parameters(), finished);
    }

    /// The wanted ones of the tensors that the steps leave behind.
    private static List<Tensor> run(
            List<Step> steps, List<Tensor> tensors, List<String> wanted, CallContext call) {
        try (Frame frame = new Frame(tensors, call.allocator())) {
            for (Step step : steps) {
                call.requireWanted();
                step.apply(frame);
            }
            return frame.release(wanted);
        }
    }

    private static List<String> names(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::name).toList();
    }

    /// The outputs that the pipeline declares of its predictor, in that order; others are passed
    /// over.
    private List<Tensor> expectedOf(InferResponse response) {
        List<Tensor> outputs = new ArrayList<>();
        for (TensorSpec spec : expected) {
            Tensor output =
                    response.findOutput(spec.name())
                            .orElseThrow(() ->
                                    unexpected(
                                            spec,
                                            "its answer has %s".formatted(response.outputs())));
            if (output.dataType() != spec.dataType() || !spec.shape().accepts(output.shape())) {
                throw unexpected(spec, "it answered %s".formatted(output));
            }
            outputs.add(output);
        }
        return outputs;
    }

    private static PredictorFailure unexpected(TensorSpec spec, String found) {
        return new PredictorFailure(
                BAD_GATEWAY,
                "the pipeline declares output '%s' (%s%s) of the predictor, but %s"
                        .formatted(spec.name(), spec.dataType(), spec.shape(), found),
                null);
    }
}
