package dev.serval.platform.api.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.platform.api.graph.InferenceGraph;
import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.runtime.ClusterServingRuntime;
import dev.serval.platform.api.runtime.ServingRuntime;
import dev.serval.platform.api.storage.ClusterStorageContainer;
import dev.serval.platform.api.trained.TrainedModel;
import dev.serval.platform.api.yaml.ResourceWriter;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The CRDs of the Java types. What a component or a runtime takes over from pods and containers is
/// not described field by field: it is accepted, kept, and read by the planner.
final class CrdGeneration {
    private static final List<Class<? extends HasMetadata>> TYPES =
            List.of(
                    InferenceService.class,
                    ServingRuntime.class,
                    ClusterServingRuntime.class,
                    InferenceGraph.class,
                    TrainedModel.class,
                    ClusterStorageContainer.class);

    private CrdGeneration() {}

    /// Leaves a type out of the schema, wherever it stands.
    @JsonIgnoreType
    private interface Undescribed {}

    /// The CRDs as YAML, by the name of their file.
    static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        ResourceWriter writer = new ResourceWriter();
        ObjectMapper mapper =
                JsonMapper.builder()
                        .addMixIn(PodSpec.class, Undescribed.class)
                        .addMixIn(Container.class, Undescribed.class)
                        .build();
        new CRDGenerator()
                .withObjectMapper(mapper, new KubernetesSerialization())
                .withPostProcessor(
                        new CRDPostProcessor() {
                            @Override
                            public HasMetadata process(HasMetadata crd, String version) {
                                CustomResourceDefinition finished =
                                        CrdSchema.finished((CustomResourceDefinition) crd);
                                files.put(
                                        crd.getMetadata().getName() + ".yaml",
                                        writer.write(finished));
                                return finished;
                            }
                        })
                .withOutput(new Nowhere())
                .customResourceClasses(TYPES)
                .generate();
        return files;
    }

    /// The generator wants to write; what it writes is taken before.
    private static final class Nowhere implements CRDGenerator.CRDOutput<OutputStream> {
        @Override
        public OutputStream outputFor(String name) {
            return OutputStream.nullOutputStream();
        }

        @Override
        public URI crdURI(String name) {
            return URI.create("file:///" + name);
        }

        @Override
        public void close() {}
    }
}
