package dev.serval.platform.plan.service;

import dev.serval.inference.contract.RuntimeArgument;
import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.platform.plan.runtime.ProgramArguments;
import dev.serval.platform.plan.runtime.RuntimeProgram;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Optional;

/// A transformer in the predictor's pod, which answers in its place and asks it over the pod's own
/// network. One of Serval's is told what its user leaves out; any other says all itself, as KServe
/// has it.
final class CollocatedTransformer {
    /// Beside the predictor's, for the containers of a pod share its ports.
    private static final int PORT = 8090;

    private CollocatedTransformer() {}

    /// Completes the arguments of the transformer of `pod`, if it has one of Serval's. It is ready
    /// only while the predictor is: Knative asks but the container that answers.
    static void complete(PodSpec pod, ServiceId service) {
        PodPlan plan = PodPlan.of(pod);
        plan.transformer()
                .filter(CollocatedTransformer::isServals)
                .ifPresent(transformer ->
                        transformer.setArgs(arguments(transformer, plan.mainContainer(), service)));
    }

    private static boolean isServals(Container container) {
        return Optional.ofNullable(container.getImage())
                .flatMap(RuntimeProgram::ofImage)
                .filter(program -> program == RuntimeProgram.TRANSFORMER)
                .isPresent();
    }

    private static List<String> arguments(
            Container transformer, Container predictor, ServiceId service) {
        return ProgramArguments.of(transformer.getArgs())
                .withDefault(RuntimeArgument.MODEL_NAME, service.name())
                .withDefault(
                        RuntimeArgument.PREDICTOR_HOST,
                        "localhost:" + port(predictor, RuntimeDefaults.PORT))
                .withDefault(RuntimeArgument.HTTP_PORT, String.valueOf(port(transformer, PORT)))
                .withDefault(RuntimeArgument.ENABLE_PREDICTOR_HEALTH_CHECK, "true")
                .words();
    }

    private static int port(Container container, int otherwise) {
        return container.getPorts().stream()
                .findFirst()
                .map(port -> port.getContainerPort())
                .or(() -> ProgramArguments.of(container.getArgs()).httpPort())
                .orElse(otherwise);
    }
}
