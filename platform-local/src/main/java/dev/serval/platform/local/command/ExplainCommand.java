package dev.serval.platform.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.platform.local.client.CallFailure;
import dev.serval.platform.local.client.PlatformClient;
import dev.serval.platform.local.client.ResourceName;
import dev.serval.platform.local.command.InferenceInput.Wish;
import dev.serval.platform.local.kind.ResourceType;
import dev.serval.platform.local.printing.PrettyJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `serval explain`: one explanation, laid out for the eye.
@Command(
        name = "explain",
        header = "Ask a service to explain one answer.",
        description = "The service needs an explainer: 'spec.explainer' of its InferenceService.")
final class ExplainCommand implements Callable<Integer> {
    @Mixin InferenceOptions options = new InferenceOptions();
    @Spec CommandSpec spec = CommandSpec.create();

    ExplainCommand() {}

    @Override
    public Integer call() throws CallFailure {
        InferenceInput input = InferenceInput.read(options.file);
        try (PlatformClient client = options.platform.connect()) {
            requireExplainer(client);
            String path = input.path(options.modelName(), Wish.EXPLANATION);
            var answer =
                    client.infer(
                            options.namespace.namespace, options.service(), path, input.bytes());
            spec.commandLine().getOut().println(PrettyJson.of(answer));
        }
        return 0;
    }

    private void requireExplainer(PlatformClient client) throws CallFailure {
        String name = options.service();
        JsonNode service =
                client.find(
                        new ResourceName(
                                ResourceType.INFERENCE_SERVICE, options.namespace.namespace, name));
        if (service.at("/spec/explainer").isMissingNode()) {
            throw new CommandFailure(
                    "service '%s' has no explainer: its InferenceService has no 'spec.explainer'"
                            .formatted(name));
        }
    }
}
