package dev.serval.platform.plan.local;

import dev.serval.inference.contract.RuntimeArgument;
import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.inference.contract.RuntimeEnvironment;
import dev.serval.platform.plan.local.LocalProgram.Runs;
import dev.serval.platform.plan.runtime.ProgramArguments;
import dev.serval.platform.plan.runtime.RuntimeProgram;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The transformer in a predictor's pod as a process of this machine. What is mounted in a pod for
/// both to read is the model's folder here.
///
/// @param container what the pod has
/// @param model where the model comes from; empty where it has no place of its own
record PodTransformer(Container container, Optional<String> model) {
    private static final String FILE = "file://";
    private static final String MOUNTED = RuntimeDefaults.MODEL_DIR + "/";

    /// Why no process does what the container would.
    Optional<String> obstacle() {
        String image = container.getImage() == null ? "" : container.getImage();
        if (!RuntimeProgram.ofImage(image).equals(Optional.of(RuntimeProgram.TRANSFORMER))) {
            return Optional.of(
                    "the transformer in the predictor's pod exists only as the container image '%s': it needs Kubernetes"
                            .formatted(image));
        }
        if (!container.getCommand().isEmpty()) {
            return Optional.of(
                    "the transformer in the predictor's pod replaces its image's program by '%s': it needs Kubernetes"
                            .formatted(String.join(" ", container.getCommand())));
        }
        boolean isFound = pipeline().isPresent() || folder().isPresent();
        return isFound
                ? Optional.empty()
                : Optional.of(
                        "the transformer in the predictor's pod reads its pipeline from the model's folder, and '%s' is none of this machine: it needs Kubernetes, or --pipeline with a file"
                                .formatted(model.orElse("")));
    }

    Runs runs() {
        ProgramArguments arguments =
                ProgramArguments.of(container.getArgs())
                        .without(RuntimeArgument.HTTP_PORT)
                        .without(RuntimeArgument.GRPC_PORT)
                        .without(RuntimeArgument.PREDICTOR_HOST);
        Optional<String> pipeline = pipeline();
        if (pipeline.isPresent()) {
            arguments = arguments.with(RuntimeArgument.PIPELINE, placed(pipeline.get()));
        } else if (folder().isPresent()) {
            arguments = arguments.with(RuntimeArgument.MODEL_DIR, folder().get());
        }
        return new Runs(RuntimeProgram.TRANSFORMER, arguments.words(), variables(container));
    }

    private Optional<String> pipeline() {
        return ProgramArguments.of(container.getArgs()).value(RuntimeArgument.PIPELINE);
    }

    private Optional<String> folder() {
        return model.filter(uri -> uri.startsWith(FILE)).map(uri -> uri.substring(FILE.length()));
    }

    private String placed(String file) {
        return file.startsWith(MOUNTED) && folder().isPresent()
                ? folder().get() + "/" + file.substring(MOUNTED.length())
                : file;
    }

    /// The variables of a container that have a value of their own; where a model comes from is an
    /// argument.
    static Map<String, String> variables(Container container) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (EnvVar variable : container.getEnv()) {
            if (variable.getValueFrom() == null
                    && !RuntimeEnvironment.STORAGE_URI.equals(variable.getName())) {
                variables.put(
                        variable.getName(), variable.getValue() == null ? "" : variable.getValue());
            }
        }
        return variables;
    }
}
