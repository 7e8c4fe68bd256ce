package dev.serval.platform.plan.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.serval.platform.plan.config.InitializerConfig;
import dev.serval.platform.plan.storage.CredentialSource;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodCompletionTest {
    private static final String SOURCE = "internal.serving.kserve.io/storage-initializer-sourceuri";
    private static final String SOURCES = "internal.serving.kserve.io/storage-initializer-sources";
    private static final String ENTRY = "internal.serving.kserve.io/storage-spec";

    private final FakeNamespace namespace = new FakeNamespace();
    private final PodCompletion completion =
            new PodCompletion(InitializerConfig.DEFAULT, new StorageUris(List.of()), namespace);

    @Test
    void anImageThatFetchesNothingGetsAContainerThatDoesSoFirst() {
        Pod pod = completion.complete(pod(Map.of(SOURCE, "s3://models/iris")));

        Container initializer = initializer(pod);
        assertThat(initializer.getImage()).isEqualTo("serval/storage:0.1.0-SNAPSHOT");
        assertThat(initializer.getArgs()).containsExactly("s3://models/iris", "/mnt/models");
        assertThat(initializer.getTerminationMessagePolicy()).isEqualTo("FallbackToLogsOnError");
        assertThat(initializer.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(mount(initializer).getReadOnly()).isNull();
        assertThat(mount(main(pod)).getMountPath()).isEqualTo("/mnt/models");
        assertThat(mount(main(pod)).getReadOnly()).isTrue();
        assertThat(pod.getSpec().getVolumes())
                .singleElement()
                .satisfies(volume -> assertThat(volume.getEmptyDir()).isNotNull());
    }

    @Test
    void aTransformerBesideTheModelReadsTheModelsFolderToo() {
        Pod fetched = completion.complete(withTransformer(pod(Map.of(SOURCE, "s3://m/digits"))));
        Pod claimed = completion.complete(withTransformer(pod(Map.of(SOURCE, "pvc://m/digits"))));

        assertThat(mount(transformer(fetched))).isEqualTo(mount(main(fetched)));
        assertThat(mount(transformer(claimed))).isEqualTo(mount(main(claimed)));
        assertThat(mount(transformer(claimed)).getSubPath()).isEqualTo("digits");
    }

    @Test
    void theModelMayBeWrittenToWhereTheUserSaysSo() {
        Pod pod =
                completion.complete(
                        pod(
                                Map.of(
                                        SOURCE,
                                        "s3://models/iris",
                                        "storage.kserve.io/readonly",
                                        "false")));

        assertThat(mount(main(pod)).getReadOnly()).isNull();
    }

    @Test
    void aPodThatIsCompleteStaysAsItIs() {
        Pod once = completion.complete(pod(Map.of(SOURCE, "s3://models/iris")));

        assertThat(completion.complete(once)).isEqualTo(once);
    }

    @Test
    void aClaimIsMountedAndNothingIsFetched() {
        Pod pod = completion.complete(pod(Map.of(SOURCE, "pvc://models/iris/1")));

        assertThat(pod.getSpec().getInitContainers()).isEmpty();
        assertThat(mount(main(pod)).getSubPath()).isEqualTo("iris/1");
        assertThat(mount(main(pod)).getReadOnly()).isTrue();
        assertThat(pod.getSpec().getVolumes())
                .singleElement()
                .satisfies(volume ->
                        assertThat(volume.getPersistentVolumeClaim().getClaimName())
                                .isEqualTo("models"));
    }

    @Test
    void severalArtefactsLieInOneFolder() {
        Pod pod =
                completion.complete(
                        pod(
                                Map.of(
                                        SOURCES,
                                        """
                                        [{"uri": "s3://a/base", "mountPath": "/mnt/models/base"},
                                         {"uri": "gs://b/tuned", "mountPath": "/mnt/models/tuned"}]
                                        """)));

        assertThat(initializer(pod).getArgs())
                .containsExactly(
                        "s3://a/base", "/mnt/models/base", "gs://b/tuned", "/mnt/models/tuned");
        assertThat(mount(main(pod)).getMountPath()).isEqualTo("/mnt/models");
    }

    @Test
    void secretsOfTheServiceAccountAreNamedAndNotCopied() {
        namespace.accounts.put(
                "default",
                new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("default")
                        .addToAnnotations("serving.kserve.io/s3-endpoint", "minio.example:9000")
                        .endMetadata()
                        .addNewSecret()
                        .withName("bucket")
                        .endSecret()
                        .build());
        namespace.add("bucket", Map.of("AWS_ACCESS_KEY_ID", "id", "unrelated", "x"));

        Pod pod = completion.complete(pod(Map.of(SOURCE, "s3://models/iris")));

        assertThat(initializer(pod).getEnv())
                .extracting(EnvVar::getName)
                .containsExactly("AWS_ACCESS_KEY_ID", "S3_ENDPOINT");
        EnvVar key = initializer(pod).getEnv().getFirst();
        assertThat(key.getValue()).isNull();
        assertThat(key.getValueFrom().getSecretKeyRef().getName()).isEqualTo("bucket");
        assertThat(main(pod).getEnv()).isEmpty();
    }

    @Test
    void aProgramThatFetchesItsModelGetsTheCredentialsItself() {
        namespace.add("hub", Map.of("HF_TOKEN", "secret"));
        Pod own = pod(Map.of("serving.kserve.io/storageSecretName", "hub"));
        own.getSpec().getContainers().getFirst().setArgs(List.of("--storage_uri=hf://a/b"));

        Pod pod = completion.complete(own);

        assertThat(pod.getSpec().getInitContainers()).isEmpty();
        assertThat(main(pod).getEnv()).extracting(EnvVar::getName).containsExactly("HF_TOKEN");
    }

    @Test
    void aProgramThatFetchesSeveralGetsTheCredentialsItself() {
        namespace.add("hub", Map.of("HF_TOKEN", "secret"));
        Pod own = pod(Map.of("serving.kserve.io/storageSecretName", "hub"));
        own.getSpec()
                .getContainers()
                .getFirst()
                .setEnv(List.of(new EnvVar("SERVAL_STORAGE_URIS", "[]", null)));

        Pod pod = completion.complete(own);

        assertThat(pod.getSpec().getInitContainers()).isEmpty();
        assertThat(main(pod).getEnv())
                .extracting(EnvVar::getName)
                .containsExactly("SERVAL_STORAGE_URIS", "HF_TOKEN");
    }

    @Test
    void anExplainerThatFetchesItsBackgroundGetsTheCredentialsAsTheInitializerDoes() {
        namespace.add("google", Map.of("gcloud-application-credentials.json", "{}"));
        Map<String, String> annotations =
                Map.of(SOURCE, "gs://models/why", "serving.kserve.io/storageSecretName", "google");
        Pod beside = pod(annotations);
        beside.getSpec().getContainers().getFirst().setArgs(List.of("--background", "gs://a/b"));
        Pod inside = pod(annotations);
        inside.getSpec().getContainers().getFirst().setArgs(List.of("--background", "b.csv"));

        Pod pod = completion.complete(beside);

        assertThat(main(pod).getEnv()).isEqualTo(initializer(pod).getEnv()).isNotEmpty();
        assertThat(main(pod).getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactlyInAnyOrder("/mnt/models", "/var/secrets/");
        assertThat(pod.getSpec().getVolumes()).hasSize(2);
        assertThat(main(completion.complete(inside)).getEnv()).isEmpty();
    }

    @Test
    void aGoogleAccountIsMountedAsAFile() {
        namespace.add("google", Map.of("gcloud-application-credentials.json", "{}"));

        Pod pod =
                completion.complete(
                        pod(
                                Map.of(
                                        SOURCE,
                                        "gs://models/iris",
                                        "serving.kserve.io/storageSecretName",
                                        "google")));

        assertThat(initializer(pod).getEnv())
                .singleElement()
                .satisfies(variable ->
                        assertThat(variable.getValue())
                                .isEqualTo("/var/secrets/gcloud-application-credentials.json"));
        assertThat(initializer(pod).getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains("/var/secrets/");
    }

    @Test
    void anEntryOfTheStorageSecretCompletesAPath() {
        namespace.add("storage-config", Map.of("default_s3", "{\"type\": \"s3\"}"));

        Pod pod =
                completion.complete(
                        pod(
                                Map.of(
                                        ENTRY,
                                        "true",
                                        ENTRY + "-param",
                                        "{\"type\": \"s3\", \"bucket\": \"b\"}",
                                        SOURCE,
                                        "iris")));

        assertThat(initializer(pod).getArgs())
                .containsExactly("<scheme-placeholder>://iris", "/mnt/models");
        assertThat(initializer(pod).getEnv())
                .extracting(EnvVar::getName)
                .containsExactly("STORAGE_CONFIG", "STORAGE_OVERRIDE_CONFIG");
        assertThat(initializer(pod).getEnv().getFirst().getValueFrom().getSecretKeyRef().getKey())
                .isEqualTo("default_s3");
    }

    @Test
    void aProgramOfServalsFetchesWithAnEntryByItself() {
        namespace.add("storage-config", Map.of("default", "{\"type\": \"s3\"}"));
        Pod own = pod(Map.of(ENTRY, "true", SOURCE, "iris"));
        Container main = own.getSpec().getContainers().getFirst();
        main.setImage("registry.example/serval/predictor:1");
        main.setArgs(List.of("--storage_uri=<scheme-placeholder>://iris"));

        Pod pod = completion.complete(own);

        assertThat(pod.getSpec().getInitContainers()).isEmpty();
        assertThat(main(pod).getEnv())
                .extracting(EnvVar::getName)
                .containsExactly("STORAGE_CONFIG");
    }

    @Test
    void saysWhichSecretIsNotThere() {
        Pod pod = pod(Map.of(ENTRY, "true", SOURCE, "iris"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> completion.complete(pod))
                .withMessageContaining("secret 'storage-config' is not there");
    }

    @Test
    void saysWhichAnnotationIsMalformed() {
        Pod pod = pod(Map.of(SOURCES, "[{"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> completion.complete(pod))
                .withMessageContaining(SOURCES);
    }

    private static Pod pod(Map<String, String> annotations) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("iris-1")
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("kserve-container")
                .withImage("tritonserver:1")
                .endContainer()
                .addNewContainer()
                .withName("queue-proxy")
                .endContainer()
                .endSpec()
                .build();
    }

    private static Pod withTransformer(Pod pod) {
        return new PodBuilder(pod)
                .editSpec()
                .addNewContainer()
                .withName("transformer-container")
                .withImage("transformer:1")
                .endContainer()
                .endSpec()
                .build();
    }

    private static Container transformer(Pod pod) {
        return pod.getSpec().getContainers().getLast();
    }

    private static Container main(Pod pod) {
        return pod.getSpec().getContainers().getFirst();
    }

    private static Container initializer(Pod pod) {
        assertThat(pod.getSpec().getInitContainers()).hasSize(1);
        Container initializer = pod.getSpec().getInitContainers().getFirst();
        assertThat(initializer.getName()).isEqualTo("storage-initializer");
        return initializer;
    }

    private static VolumeMount mount(Container container) {
        assertThat(container.getVolumeMounts()).hasSize(1);
        return container.getVolumeMounts().getFirst();
    }

    private static final class FakeNamespace implements CredentialSource {
        private final Map<String, ServiceAccount> accounts = new HashMap<>();
        private final Map<String, Secret> secrets = new HashMap<>();

        void add(String name, Map<String, String> content) {
            secrets.put(
                    name,
                    new SecretBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .withStringData(content)
                            .build());
        }

        @Override
        public Optional<ServiceAccount> account(String name) {
            return Optional.ofNullable(accounts.get(name));
        }

        @Override
        public Optional<Secret> secret(String name) {
            return Optional.ofNullable(secrets.get(name));
        }
    }
}
