package dev.serval.server.explainer;

import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.catalog.ModelConfiguration;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.execution.ModelInvocation;
import dev.serval.server.statistics.ModelStatistics;
import java.util.List;
import java.util.Map;

/// A model with its explainer, as a model whose answer is the explanation: one BYTES tensor, and
/// its content type as a parameter of the answer.
public final class ExplainedModel implements ServedModel {
    /// The output that holds the explanation.
    public static final String OUTPUT = "explanation";

    /// The answer's parameter that says what the explanation is written in.
    public static final String CONTENT_TYPE = "content_type";

    private final ServedModel model;
    private final Model explaining;
    private final ModelStatistics statistics;

    ExplainedModel(ServedModel model, Explainer explainer, ModelStatistics statistics) {
        this.model = model;
        this.explaining = new Explaining(model, explainer);
        this.statistics = statistics;
    }

    /// The explainer in the form of a model, so that it is run and counted as one.
    private record Explaining(ServedModel model, Explainer explainer) implements Model {
        @Override
        public ModelSignature signature() {
            return model.signature();
        }

        @Override
        public InferResponse infer(InferRequest request, CallContext call) {
            if (!request.outputs().isEmpty()) {
                throw new InvalidInput(
                        "an explanation is asked for output '%s', expected no 'outputs'"
                                .formatted(request.outputs().getFirst().name()));
            }
            ExplainAnswer answer = explainer.explain(model.name(), request, call);
            Tensor text =
                    Tensor.ofStrings(OUTPUT, Shape.of(1), List.of(answer.body()), call.allocator());
            return new InferResponse(
                    Parameters.of(Map.of(CONTENT_TYPE, new Parameter.Text(answer.contentType()))),
                    List.of(text));
        }
    }

    @Override
    public ModelName name() {
        return model.name();
    }

    @Override
    public ModelVersion version() {
        return model.version();
    }

    @Override
    public ModelSignature signature() {
        return model.signature();
    }

    @Override
    public ModelConfiguration configuration() {
        return model.configuration();
    }

    @Override
    public ModelStatistics statistics() {
        return statistics;
    }

    @Override
    public void infer(InferRequest request, CallContext call, InferCallback callback) {
        ModelInvocation.run(explaining, statistics, request, call, callback);
    }
}
