package dev.serval.platform.operator.knative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.yaml.ResourceReader;
import dev.serval.platform.plan.config.PlatformConfig;
import dev.serval.platform.plan.runtime.BuiltInRuntimes;
import dev.serval.platform.plan.runtime.RuntimeCatalog;
import dev.serval.platform.plan.service.ComponentKind;
import dev.serval.platform.plan.service.ServicePlan;
import dev.serval.platform.plan.service.ServicePlanner;
import dev.serval.platform.plan.status.ComponentObservation;
import dev.serval.platform.plan.status.Readiness;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.knative.internal.networking.v1alpha1.Ingress;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Knative's objects as Knative writes them.
class KnativeObserverTest {
    private static final String SERVICE =
            """
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: iris-predictor, namespace: default, generation: %d}
            status:
              observedGeneration: 2
              conditions:
                - {type: ConfigurationsReady, status: "False", reason: RevisionFailed, message: out of memory}
                - {type: RoutesReady, status: "True"}
                - {type: Ready, status: "False", reason: RevisionFailed, message: out of memory}
              latestCreatedRevisionName: iris-predictor-00002
              latestReadyRevisionName: iris-predictor-00001
              traffic:
                - {latestRevision: true, percent: 100, revisionName: iris-predictor-00001}
            """;
    private static final String ROUTE =
            """
            apiVersion: networking.internal.knative.dev/v1alpha1
            kind: Ingress
            metadata: {name: iris, namespace: default, generation: 1}
            status:
              observedGeneration: 1
              conditions: [{type: Ready, status: "True"}]
              privateLoadBalancer: {ingress: [{domainInternal: gateway.example.svc.cluster.local}]}
            """;

    @Test
    void aRevisionThatFailedIsToldWithItsReasonAndTheOneThatServes() {
        ComponentObservation seen = predictor(2);

        assertThat(seen.configuration())
                .isEqualTo(Readiness.not("RevisionFailed", "out of memory"));
        assertThat(seen.routes().isReady()).isTrue();
        assertThat(seen.revisions().latestCreated()).isEqualTo("iris-predictor-00002");
        assertThat(seen.revisions().latestReady()).isEqualTo("iris-predictor-00001");
        assertThat(seen.revisions().traffic())
                .singleElement()
                .satisfies(target -> assertThat(target.percent()).isEqualTo(100));
    }

    @Test
    void whatIsSaidOfAnOlderGenerationIsNotKnownYet() {
        assertThat(predictor(3).ready()).isEqualTo(Readiness.UNKNOWN);
    }

    @Test
    void whatKnativeHasYetToLookAtIsNotKnownEither() {
        Service service =
                Serialization.unmarshal(
                        SERVICE.formatted(2)
                                .replace("RevisionFailed", "OutOfDate")
                                .replace("\"False\"", "Unknown"),
                        Service.class);

        assertThat(
                        new KnativeObserver(List.of(service), List.of(), List.of())
                                .of(plan())
                                .component(ComponentKind.PREDICTOR)
                                .ready())
                .isEqualTo(Readiness.UNKNOWN);
    }

    @Test
    void theRouteTellsWhetherClientsGetThroughAndTheGatewaysName() {
        KnativeObserver observer =
                new KnativeObserver(
                        List.of(),
                        List.of(Serialization.unmarshal(ROUTE, Ingress.class)),
                        List.of());

        assertThat(observer.of(plan()).ingress()).isEqualTo(Readiness.READY);
        assertThat(observer.gateway()).contains("gateway.example.svc.cluster.local");
    }

    @Test
    void nothingIsKnownOfWhatIsNotThere() {
        KnativeObserver observer = new KnativeObserver(List.of(), List.of(), List.of());

        assertThat(observer.of(plan()).component(ComponentKind.PREDICTOR))
                .isEqualTo(ComponentObservation.NOTHING);
        assertThat(observer.gateway()).isEmpty();
    }

    private static ComponentObservation predictor(int generation) {
        Service service = Serialization.unmarshal(SERVICE.formatted(generation), Service.class);
        return new KnativeObserver(List.of(service), List.of(), List.of())
                .of(plan())
                .component(ComponentKind.PREDICTOR);
    }

    private static ServicePlan plan() {
        String yaml =
                """
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata: {name: iris, namespace: default}
                spec:
                  predictor:
                    model: {modelFormat: {name: onnx}, storageUri: "s3://models/iris"}
                """;
        InferenceService service =
                new ResourceReader()
                        .read("iris.yaml", yaml)
                        .resources(InferenceService.class)
                        .getFirst();
        RuntimeCatalog catalog = RuntimeCatalog.of("default", List.of(), BuiltInRuntimes.read());
        return (ServicePlan)
                new ServicePlanner(catalog, new StorageUris(List.of()), PlatformConfig.DEFAULT)
                        .plan(service);
    }
}
