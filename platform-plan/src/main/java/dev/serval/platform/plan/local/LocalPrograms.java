package dev.serval.platform.plan.local;

import dev.serval.inference.contract.RuntimeArgument;
import dev.serval.inference.contract.RuntimeEnvironment;
import dev.serval.platform.plan.local.LocalProgram.NeedsKubernetes;
import dev.serval.platform.plan.local.LocalProgram.Runs;
import dev.serval.platform.plan.name.AnnotationNames;
import dev.serval.platform.plan.runtime.ProgramArguments;
import dev.serval.platform.plan.runtime.RuntimeProgram;
import dev.serval.platform.plan.service.ChosenRuntime;
import dev.serval.platform.plan.service.ComponentKind;
import dev.serval.platform.plan.service.ComponentPlan;
import dev.serval.platform.plan.service.PodPlan;
import dev.serval.platform.plan.service.ServicePlan;
import dev.serval.platform.plan.storage.ModelStorage;
import dev.serval.platform.plan.storage.ModelStorage.Artefact;
import dev.serval.platform.plan.storage.StorageAnnotations;
import dev.serval.platform.plan.storage.StorageCredentials;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.kubernetes.api.model.Container;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the program of Serval's own that does what a component's pod would do.
final class LocalPrograms {
    private static final String SCHEME = "://";
    private static final String FILE = "file://";

    private final ServicePlan plan;
    private final Path directory;
    private final StorageCredentials credentials;

    LocalPrograms(ServicePlan plan, Path directory, StorageCredentials credentials) {
        this.plan = plan;
        this.directory = directory;
        this.credentials = credentials;
    }

    LocalProgram of(ComponentPlan component) {
        Container main = component.pod().mainContainer();
        Optional<RuntimeProgram> program =
                Optional.ofNullable(main.getImage()).flatMap(RuntimeProgram::ofImage);
        if (program.isEmpty()) {
            return new NeedsKubernetes(needsImage(component, main));
        }
        return obstacle(component, main)
                .<LocalProgram>map(NeedsKubernetes::new)
                .orElseGet(() -> runs(program.get(), component, main));
    }

    private static String needsImage(ComponentPlan component, Container main) {
        String subject =
                component
                        .chosenRuntime()
                        .map(LocalPrograms::label)
                        .orElseGet(() -> "the " + component.kind().label());
        String image = main.getImage();
        return image == null || image.isEmpty()
                ? "%s names no image: it needs Kubernetes".formatted(subject)
                : "%s exists only as the container image '%s': it needs Kubernetes"
                        .formatted(subject, image);
    }

    private static String label(ChosenRuntime runtime) {
        return runtime.scope().kind() + " '" + runtime.name() + "'";
    }

    /// Why one of Serval's programs alone does not do what the pod would.
    private Optional<String> obstacle(ComponentPlan component, Container main) {
        List<Container> containers = component.pod().spec().getContainers();
        Optional<PodTransformer> transformer = transformer(component);
        if (containers.size() > (transformer.isPresent() ? 2 : 1)) {
            String names =
                    containers.stream().map(Container::getName).collect(Collectors.joining(", "));
            return Optional.of(
                    "the %s's pod has %d containers (%s): it needs Kubernetes"
                            .formatted(component.kind().label(), containers.size(), names));
        }
        if (!main.getCommand().isEmpty()) {
            return Optional.of(
                    "the %s replaces its image's program by '%s': it needs Kubernetes"
                            .formatted(
                                    component.kind().label(), String.join(" ", main.getCommand())));
        }
        Optional<String> transformers = transformer.flatMap(PodTransformer::obstacle);
        if (transformers.isPresent()) {
            return transformers;
        }
        return component.storage() instanceof ModelStorage.SecretEntry entry
                ? credentials.refusal(entry, component.pod().annotations())
                : Optional.empty();
    }

    private Optional<PodTransformer> transformer(ComponentPlan component) {
        return component
                .pod()
                .transformer()
                .map(container -> new PodTransformer(container, uri(component.storage())));
    }

    private Runs runs(RuntimeProgram program, ComponentPlan component, Container main) {
        ProgramArguments arguments =
                ProgramArguments.of(main.getArgs())
                        .without(RuntimeArgument.HTTP_PORT)
                        .without(RuntimeArgument.GRPC_PORT);
        Map<String, String> environment = environment(component, main);
        Optional<String> uri = uri(component.storage());
        if (component.storage() instanceof ModelStorage.Artefacts fetched
                && arguments.findByPlace(fetched.artefacts())) {
            environment.put(RuntimeEnvironment.STORAGE_URIS, places(fetched.artefacts()));
        } else if (uri.isPresent()) {
            arguments =
                    arguments
                            .without(RuntimeArgument.MODEL_DIR)
                            .with(RuntimeArgument.STORAGE_URI, uri.get());
        }
        if (component.kind() != ComponentKind.PREDICTOR) {
            arguments = arguments.with(RuntimeArgument.PREDICTOR_HOST, predictorHost(arguments));
        }
        Runs runs = new Runs(program, arguments.words(), environment);
        return transformer(component).map(PodTransformer::runs).map(runs::behind).orElse(runs);
    }

    private String places(List<Artefact> artefacts) {
        return StorageAnnotations.list(
                artefacts.stream()
                        .map(one -> new Artefact(resolved(one.uri()), one.mountPath()))
                        .toList());
    }

    private Optional<String> uri(ModelStorage storage) {
        return switch (storage) {
            case ModelStorage.None _ -> Optional.empty();
            case ModelStorage.SecretEntry entry -> Optional.of(entry.uri());
            case ModelStorage.Artefacts fetched ->
                    Optional.of(resolved(fetched.artefacts().getFirst().uri()));
        };
    }

    /// A path as a URI of this machine, relative to the file that names it; any other URI as it is.
    private String resolved(String uri) {
        if (!StorageUris.isPath(uri)) {
            return uri;
        }
        try {
            return FILE + directory.resolve(uri).normalize();
        } catch (InvalidPathException impossible) {
            return FILE + uri;
        }
    }

    /// The host of the predictor behind the gateway, where the one within a cluster was meant.
    private String predictorHost(ProgramArguments arguments) {
        String url = plan.urls().component(ComponentKind.PREDICTOR);
        String gateway = url.substring(url.indexOf(SCHEME) + SCHEME.length());
        String written = arguments.value(RuntimeArgument.PREDICTOR_HOST).orElse(gateway);
        String workload =
                plan.component(ComponentKind.PREDICTOR).map(ComponentPlan::name).orElse("");
        return written.startsWith(workload + "." + plan.service().namespace()) ? gateway : written;
    }

    /// What the model is fetched with and held against, and the variables with a value of their
    /// own; where the model comes from is an argument.
    private Map<String, String> environment(ComponentPlan component, Container main) {
        PodPlan pod = component.pod();
        String account = pod.spec().getServiceAccountName();
        Map<String, String> environment =
                new LinkedHashMap<>(
                        credentials.variables(component.storage(), account, pod.annotations()));
        if (ProgramArguments.of(main.getArgs()).fetchBeside()) {
            environment.putAll(credentials.variables(account, pod.annotations()));
        }
        String sha256 = pod.annotations().get(AnnotationNames.MODEL_SHA256);
        if (sha256 != null && !(component.storage() instanceof ModelStorage.None)) {
            environment.put(RuntimeEnvironment.STORAGE_SHA256, sha256);
        }
        environment.putAll(PodTransformer.variables(main));
        return environment;
    }
}
