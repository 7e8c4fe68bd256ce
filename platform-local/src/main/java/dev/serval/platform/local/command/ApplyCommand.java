package dev.serval.platform.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serval.platform.api.yaml.LocatedResource;
import dev.serval.platform.api.yaml.ResourceJson;
import dev.serval.platform.local.client.CallFailure;
import dev.serval.platform.local.client.PlatformClient;
import dev.serval.platform.local.files.GivenFiles;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `serval apply`: makes what files say true on a running platform.
@Command(name = "apply", header = "Apply files to the running platform.")
final class ApplyCommand implements Callable<Integer> {
    private final ObjectMapper json = ResourceJson.mapper();

    @Mixin FileArguments files = new FileArguments();
    @Mixin PlatformOptions platform = new PlatformOptions();
    @Spec CommandSpec spec = CommandSpec.create();

    ApplyCommand() {}

    @Override
    public Integer call() throws CallFailure, JsonProcessingException {
        GivenFiles given = files.require(spec);
        int exit = given.errors().isEmpty() ? 0 : 1;
        try (PlatformClient client = platform.connect()) {
            for (LocatedResource resource : given.resources()) {
                exit = Math.max(exit, apply(client, resource));
            }
        }
        return exit;
    }

    private int apply(PlatformClient client, LocatedResource resource)
            throws CallFailure, JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        String text = json.writeValueAsString(resource.resource());
        try {
            JsonNode applied = client.apply(text, GivenFiles.folderOf(resource));
            out.printf(
                    "%s/%s %s%n",
                    resource.resource().getKind().toLowerCase(Locale.ROOT),
                    resource.resource().getMetadata().getName(),
                    applied.path("change").asText());
            out.flush();
            applied.path("warnings")
                    .forEach(warning ->
                            err.printf("%s: warning: %s%n", resource.where(), warning.asText()));
            return 0;
        } catch (CallFailure.Refused refused) {
            err.printf("%s: %s%n", resource.where(), refused.getMessage());
            return 1;
        }
    }
}
