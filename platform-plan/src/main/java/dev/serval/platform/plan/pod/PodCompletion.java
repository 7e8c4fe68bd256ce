package dev.serval.platform.plan.pod;

import dev.serval.inference.contract.RuntimeArgument;
import dev.serval.inference.contract.RuntimeEnvironment;
import dev.serval.platform.plan.config.InitializerConfig;
import dev.serval.platform.plan.name.ContainerNames;
import dev.serval.platform.plan.runtime.ProgramArguments;
import dev.serval.platform.plan.runtime.RuntimeProgram;
import dev.serval.platform.plan.storage.CredentialReferences;
import dev.serval.platform.plan.storage.CredentialSource;
import dev.serval.platform.plan.storage.ModelStorage;
import dev.serval.platform.plan.storage.StorageAnnotations;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Completes the pods of one namespace. A pod that is complete stays as it is.
public final class PodCompletion {
    private static final String ACCOUNTS = "/var/secrets/";
    private static final String ACCOUNT_VOLUME = "user-gcp-sa";

    private final InitializerConfig initializer;
    private final StorageUris uris;
    private final CredentialSource credentials;

    /// @param uris which containers of the cluster's own fetch which models
    public PodCompletion(
            InitializerConfig initializer, StorageUris uris, CredentialSource credentials) {
        this.initializer = initializer;
        this.uris = uris;
        this.credentials = credentials;
    }

    /// The pod with its model and what it is fetched with.
    ///
    /// @throws IllegalArgumentException if its model cannot be fetched, with the reason
    public Pod complete(Pod pod) {
        Pod completed = new PodBuilder(pod).build();
        PodSpec spec = completed.getSpec();
        Optional<Container> main = find(spec, ContainerNames.MAIN);
        if (main.isEmpty() || hasInitializer(spec)) {
            return completed;
        }
        Map<String, String> annotations =
                Objects.requireNonNullElse(
                        pod.getMetadata().getAnnotations(), Map.<String, String>of());
        ModelStorage storage = StorageAnnotations.read(annotations);
        List<Container> readers = new ArrayList<>(List.of(main.get()));
        find(spec, ContainerNames.TRANSFORMER).ifPresent(readers::add);
        Optional<Container> before =
                isLeftTo(main.get(), storage)
                        ? Optional.empty()
                        : new ModelVolumes(spec, annotations, initializer, uris)
                                .add(storage, readers);
        before.ifPresent(fetcher -> addCredentials(spec, fetcher, storage, annotations));
        if (fetchesByItself(main.get(), before.isPresent())) {
            addCredentials(spec, main.get(), storage, annotations);
        }
        return completed;
    }

    private static Optional<Container> find(PodSpec spec, String name) {
        return spec.getContainers().stream()
                .filter(container -> name.equals(container.getName()))
                .findFirst();
    }

    private static boolean hasInitializer(PodSpec spec) {
        return spec.getInitContainers().stream()
                .anyMatch(container ->
                        ContainerNames.STORAGE_INITIALIZER.equals(container.getName()));
    }

    /// Whether the storage only says which entry of the secret a program of Serval's fetches with.
    private static boolean isLeftTo(Container container, ModelStorage storage) {
        return storage instanceof ModelStorage.SecretEntry
                && isToldWhatToFetch(container)
                && Optional.ofNullable(container.getImage())
                        .flatMap(RuntimeProgram::ofImage)
                        .isPresent();
    }

    /// @param isBrought whether its model is brought to it
    private static boolean fetchesByItself(Container container, boolean isBrought) {
        return ProgramArguments.of(container.getArgs()).fetchBeside()
                || !isBrought && isToldWhatToFetch(container);
    }

    private static boolean isToldWhatToFetch(Container container) {
        return ProgramArguments.of(container.getArgs())
                        .value(RuntimeArgument.STORAGE_URI)
                        .isPresent()
                || container.getEnv().stream()
                        .map(EnvVar::getName)
                        .anyMatch(RuntimeEnvironment.STORAGE_URIS::equals);
    }

    private void addCredentials(
            PodSpec spec,
            Container fetcher,
            ModelStorage storage,
            Map<String, String> annotations) {
        CredentialReferences references =
                CredentialReferences.of(
                        storage, spec.getServiceAccountName(), annotations, credentials);
        List<EnvVar> variables = new ArrayList<>(references.variables());
        references
                .files()
                .forEach((secret, key) -> {
                    if (hasMount(fetcher, ACCOUNT_VOLUME)) {
                        return;
                    }
                    variables.add(CredentialReferences.accountFile(ACCOUNTS, key));
                    if (!hasVolume(spec, ACCOUNT_VOLUME)) {
                        spec.getVolumes().add(accountVolume(secret));
                    }
                    fetcher.getVolumeMounts()
                            .add(
                                    new VolumeMountBuilder()
                                            .withName(ACCOUNT_VOLUME)
                                            .withMountPath(ACCOUNTS)
                                            .withReadOnly(true)
                                            .build());
                });
        List<String> own = fetcher.getEnv().stream().map(EnvVar::getName).toList();
        fetcher.setEnv(
                Stream.concat(
                                fetcher.getEnv().stream(),
                                variables.stream()
                                        .filter(variable -> !own.contains(variable.getName())))
                        .toList());
    }

    private static Volume accountVolume(String secret) {
        return new VolumeBuilder()
                .withName(ACCOUNT_VOLUME)
                .withNewSecret()
                .withSecretName(secret)
                .endSecret()
                .build();
    }

    private static boolean hasMount(Container container, String volume) {
        return container.getVolumeMounts().stream()
                .anyMatch(mount -> volume.equals(mount.getName()));
    }

    private static boolean hasVolume(PodSpec spec, String name) {
        return spec.getVolumes().stream().anyMatch(volume -> name.equals(volume.getName()));
    }
}
