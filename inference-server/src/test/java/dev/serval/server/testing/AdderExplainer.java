package dev.serval.server.testing;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.server.explainer.ExplainAnswer;
import dev.serval.server.explainer.Explainer;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Collectors;

/// Explains the adder by what it was asked, and fails as it is told to.
@Singleton
class AdderExplainer implements Explainer {
    @Override
    public Optional<String> explainedModel() {
        return Optional.of("adder");
    }

    @Override
    public ExplainAnswer explain(ModelName model, InferRequest request, CallContext call) {
        switch (request.parameters().findText("fail").orElse("")) {
            case "refuse" -> throw new InvalidInput("fail is 'refuse', expected nothing");
            case "break" -> throw new IllegalStateException("broken");
            default -> {}
        }
        if (request.parameters().findText(FORMAT).orElse("json").equals("svg")) {
            return ExplainAnswer.svg("<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        }
        String parameters =
                request.parameters().byName().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().text())
                        .sorted()
                        .collect(Collectors.joining(" "));
        float first = request.findInput("x").orElseThrow().toFloats()[0];
        return ExplainAnswer.json(
                "[{\"model\":\"%s\",\"first\":%s,\"parameters\":\"%s\"}]"
                        .formatted(model, first, parameters.replace("\"", "'")));
    }
}
