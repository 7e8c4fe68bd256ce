package dev.serval.platform.local.command;

import dev.serval.platform.local.client.CallFailure;
import dev.serval.platform.local.client.PlatformClient;
import dev.serval.platform.local.command.InferenceInput.Wish;
import dev.serval.platform.local.printing.PrettyJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `serval predict`: one inference, its answer laid out for the eye.
@Command(name = "predict", header = "Send one request to a service and print its answer.")
final class PredictCommand implements Callable<Integer> {
    @Mixin InferenceOptions options = new InferenceOptions();
    @Spec CommandSpec spec = CommandSpec.create();

    PredictCommand() {}

    @Override
    public Integer call() throws CallFailure {
        InferenceInput input = InferenceInput.read(options.file);
        try (PlatformClient client = options.platform.connect()) {
            String path = input.path(options.modelName(), Wish.PREDICTION);
            var answer =
                    client.infer(
                            options.namespace.namespace, options.service(), path, input.bytes());
            spec.commandLine().getOut().println(PrettyJson.of(answer));
        }
        return 0;
    }
}
