package dev.serval.platform.plan.runtime;

import dev.serval.platform.api.runtime.ClusterServingRuntime;
import dev.serval.platform.api.runtime.ServingRuntime;
import dev.serval.platform.api.runtime.SupportedModelFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The runtimes that one namespace may use: its own, which come first, and those of the cluster.
public record RuntimeCatalog(List<Runtime> ofNamespace, List<Runtime> ofCluster) {
    /// A catalog without a runtime.
    public static final RuntimeCatalog EMPTY = new RuntimeCatalog(List.of(), List.of());

    public RuntimeCatalog {
        ofNamespace = List.copyOf(ofNamespace);
        ofCluster = List.copyOf(ofCluster);
    }

    /// What `namespace` may use of all the runtimes there are.
    public static RuntimeCatalog of(
            String namespace,
            Collection<ServingRuntime> runtimes,
            Collection<ClusterServingRuntime> clusterRuntimes) {
        return new RuntimeCatalog(
                runtimes.stream()
                        .filter(runtime -> namespace.equals(runtime.getMetadata().getNamespace()))
                        .map(Runtime::of)
                        .toList(),
                clusterRuntimes.stream().map(Runtime::of).toList());
    }

    /// The runtime of a name: the namespace's own before the cluster's.
    public Optional<Runtime> find(String name) {
        return all().stream().filter(runtime -> runtime.name().equals(name)).findFirst();
    }

    /// The namespace's runtimes, then the cluster's.
    public List<Runtime> all() {
        List<Runtime> all = new ArrayList<>(ofNamespace);
        all.addAll(ofCluster);
        return all;
    }

    /// The formats that a runtime may be chosen for, each once, in alphabetical order.
    public List<String> formats() {
        return all().stream()
                .filter(runtime -> runtime.spec().mayBeUsed())
                .flatMap(runtime -> runtime.spec().supportedModelFormats().stream())
                .filter(SupportedModelFormat::mayBeChosen)
                .map(SupportedModelFormat::name)
                .distinct()
                .sorted()
                .toList();
    }
}
