package dev.serval.platform.local.command;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.yaml.LocatedResource;
import dev.serval.platform.local.files.GivenFiles;
import dev.serval.platform.local.preview.Preview;
import dev.serval.platform.local.preview.PreviewMode;
import dev.serval.platform.local.preview.PreviewedService;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `serval plan`: what would run for the services in files.
@Command(
        name = "plan",
        header = "Print what would run for the services in files.",
        description = "Nothing is started and no platform is asked.")
final class PlanCommand implements Callable<Integer> {
    @Mixin FileArguments files = new FileArguments();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "local",
            description =
                    "Where it would run: local (this machine), knative or standard (Kubernetes).")
    PreviewMode mode = PreviewMode.LOCAL;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The local platform's port, which its URLs name.")
    int port = 8080;

    @Spec CommandSpec spec = CommandSpec.create();
    private String separator = "";

    PlanCommand() {}

    @Override
    public Integer call() {
        GivenFiles given = files.require(spec);
        Preview preview = Preview.of(given, mode, port);
        int exit = given.errors().isEmpty() ? 0 : 1;
        for (LocatedResource located : given.resources()) {
            if (located.resource() instanceof InferenceService service) {
                exit = Math.max(exit, print(located, preview.show(located, service)));
            }
        }
        return exit;
    }

    private int print(LocatedResource located, PreviewedService service) {
        PrintWriter err = spec.commandLine().getErr();
        switch (service) {
            case PreviewedService.Refused refused -> {
                err.printf("%s: %s: %s%n", located.where(), located.identity(), refused.message());
                return 1;
            }
            case PreviewedService.Planned planned -> {
                planned.warnings()
                        .forEach(warning ->
                                err.printf("%s: warning: %s%n", located.where(), warning));
                print(located, planned);
                return 0;
            }
        }
    }

    private void print(LocatedResource located, PreviewedService.Planned planned) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s# %s, %s%n", separator, located.identity(), located.where());
        planned.reasons().forEach(reason -> out.println("# " + reason));
        out.print(String.join("---\n", planned.documents()));
        out.flush();
        separator = "---\n";
    }
}
