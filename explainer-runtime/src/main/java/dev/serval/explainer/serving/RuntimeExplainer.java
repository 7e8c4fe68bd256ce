package dev.serval.explainer.serving;

import dev.serval.explainer.answer.ArtJson;
import dev.serval.explainer.answer.Explained;
import dev.serval.explainer.answer.ExplanationJson;
import dev.serval.explainer.catalog.Methods;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.picture.Picture;
import dev.serval.explainer.predictor.Instances;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.server.explainer.ExplainAnswer;
import dev.serval.server.explainer.Explainer;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/// Explains each row of a request by the method that the request or the configuration names.
@Singleton
class RuntimeExplainer implements Explainer {
    private final ExplainerModel model;
    private final ExplainerConfig config;

    RuntimeExplainer(ExplainerModel model, ExplainerConfig config) {
        this.model = model;
        this.config = config;
    }

    @Override
    public ExplainAnswer explain(ModelName name, InferRequest request, CallContext call) {
        ExplainParameters parameters = ExplainParameters.read(request.parameters());
        Methods methods = model.methods();
        Instances instances = Instances.of(request, parameters.words());
        ExplanationMethod method = methods.require(methodName(parameters), instances.subject());
        int explained = method.isAboutTheModel() ? 1 : instances.count();
        if (explained > config.maxInstances()) {
            throw new InvalidInput(
                    "the request has %d rows to explain, expected at most %d"
                            .formatted(explained, config.maxInstances()));
        }
        ExplainTask task = new ExplainTask(model, config, parameters, method, call);
        boolean picture = parameters.shared().text(FORMAT).equals("svg");
        if (picture && explained != 1) {
            throw new InvalidInput(
                    "a picture is of one row, expected a request of one row instead of %d"
                            .formatted(explained));
        }
        List<Explained> explanations = new ArrayList<>();
        for (int row = 0; row < explained; row++) {
            explanations.add(task.explain(instances, row, explained));
        }
        if (picture) {
            return ExplainAnswer.svg(
                    Picture.draw(
                            explanations.getFirst(),
                            parameters.shared().text("plot"),
                            parameters.shared().whole("target")));
        }
        return ExplainAnswer.json(
                parameters.shared().text(ExplainParameters.ANSWER).equals("art")
                        ? ArtJson.write(explanations)
                        : ExplanationJson.write(explanations));
    }

    private String methodName(ExplainParameters parameters) {
        String asked = parameters.shared().text(ExplainParameters.METHOD);
        return asked.isEmpty() ? model.defaultMethod() : asked;
    }
}
