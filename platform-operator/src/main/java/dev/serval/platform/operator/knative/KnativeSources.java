package dev.serval.platform.operator.knative;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.plan.name.LabelNames;
import io.fabric8.knative.internal.networking.v1alpha1.Ingress;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import jakarta.inject.Singleton;
import java.util.List;

/// Follows the objects that a service has on Knative. Knative may be installed after the operator
/// was started: its kinds are followed from the first service on that finds them there.
@Singleton
public class KnativeSources {
    private static final String SERVING = "serving.knative.dev";
    private static final List<Class<? extends HasMetadata>> KINDS =
            List.of(Service.class, Ingress.class);

    /// What is followed from the start: pods, and the names of services within the cluster.
    public List<EventSource<?, InferenceService>> always(
            EventSourceContext<InferenceService> context) {
        return List.of(
                new InformerEventSource<>(
                        labelled(Pod.class).withOnUpdateFilter(PodReading::differs).build(),
                        context),
                new InformerEventSource<>(
                        labelled(io.fabric8.kubernetes.api.model.Service.class).build(), context));
    }

    /// Follows Knative's kinds if they are there.
    ///
    /// @return whether they are
    public synchronized boolean follow(Context<InferenceService> context) {
        var retriever = context.eventSourceRetriever();
        if (!retriever.getEventSourcesFor(Service.class).isEmpty()) {
            return true;
        }
        if (!isInstalled(context.getClient())) {
            return false;
        }
        for (Class<? extends HasMetadata> kind : KINDS) {
            retriever.dynamicallyRegisterEventSource(
                    new InformerEventSource<>(
                            labelled(kind).build(),
                            retriever.eventSourceContextForDynamicRegistration()));
        }
        return true;
    }

    private static boolean isInstalled(KubernetesClient client) {
        return client.hasApiGroup(SERVING, true);
    }

    private static <R extends HasMetadata> InformerEventSourceConfiguration.Builder<R> labelled(
            Class<R> kind) {
        return InformerEventSourceConfiguration.from(kind, InferenceService.class)
                .withLabelSelector(LabelNames.SERVICE)
                .withSecondaryToPrimaryMapper(
                        Mappers.fromLabel(LabelNames.SERVICE, null, null, InferenceService.class));
    }
}
