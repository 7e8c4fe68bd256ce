package dev.serval.platform.plan.runtime;

import dev.serval.platform.plan.runtime.RuntimeSelection.Candidate;
import dev.serval.platform.plan.runtime.RuntimeSelection.Chosen;
import dev.serval.platform.plan.runtime.RuntimeSelection.NotFound;
import dev.serval.platform.plan.runtime.RuntimeSelection.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Chooses the runtime for a model in KServe's order: the namespace's before the cluster's, then by
/// priority, then by the lowest protocol, the newest, and the name.
///
/// A runtime whose image the user names, in whatever version, comes before all others.
///
/// Where the user names no protocol, KServe takes v1 to be meant and refuses a format that is only
/// served over another. Here v1 is preferred, and any other protocol is taken where v1 is not to be
/// had.
public final class RuntimeSelector {
    private static final String PREFERRED = ProtocolVersion.V1.label();

    private final RuntimeCatalog catalog;

    public RuntimeSelector(RuntimeCatalog catalog) {
        this.catalog = catalog;
    }

    /// The runtime for a model.
    public RuntimeSelection select(ModelDemand demand) {
        return demand.runtime() == null ? choose(demand) : named(demand, demand.runtime());
    }

    private RuntimeSelection named(ModelDemand demand, String name) {
        Optional<Runtime> found = catalog.find(name);
        if (found.isEmpty()) {
            return new NotFound(
                    Reason.RUNTIME_NOT_RECOGNIZED,
                    "Waiting for runtime to become available: there is no ServingRuntime or ClusterServingRuntime '%s', there are: %s"
                            .formatted(name, runtimes()),
                    List.of());
        }
        Runtime runtime = found.get();
        String protocol = protocolFor(demand, runtime);
        Optional<String> refusal = demand.refusal(runtime, protocol);
        if (refusal.isPresent()) {
            Reason reason =
                    !runtime.spec().mayBeUsed()
                            ? Reason.RUNTIME_DISABLED
                            : Reason.NO_SUPPORTING_RUNTIME;
            return new NotFound(
                    reason,
                    "%s is named, but %s".formatted(runtime.label(), refusal.get()),
                    List.of());
        }
        return new Chosen(runtime, protocol, runtime.label() + " is named", List.of());
    }

    private static String protocolFor(ModelDemand demand, Runtime runtime) {
        if (demand.protocol() != null) {
            return demand.protocol();
        }
        return runtime.speaks(PREFERRED) ? PREFERRED : runtime.lowestProtocol().orElse(PREFERRED);
    }

    private RuntimeSelection choose(ModelDemand demand) {
        if (demand.protocol() != null) {
            return choose(demand, List.of(demand.protocol()));
        }
        RuntimeSelection preferred = choose(demand, List.of(PREFERRED));
        return preferred instanceof Chosen ? preferred : choose(demand, anyProtocol());
    }

    private static List<String> anyProtocol() {
        List<String> labels = new ArrayList<>();
        for (ProtocolVersion version : ProtocolVersion.values()) {
            labels.add(version.label());
        }
        return labels;
    }

    private RuntimeSelection choose(ModelDemand demand, List<String> protocols) {
        List<Runtime> fitting = new ArrayList<>();
        List<Candidate> refused = new ArrayList<>();
        for (Runtime runtime : ordered(demand)) {
            Optional<String> refusal = refusal(demand, runtime, protocols);
            if (refusal.isPresent()) {
                refused.add(new Candidate(runtime.label(), refusal.get()));
            } else {
                fitting.add(runtime);
            }
        }
        if (fitting.isEmpty()) {
            return notFound(demand, refused);
        }
        fitting.sort(Comparator.comparing(demand::namesTheImageOf).reversed());
        Runtime first = fitting.getFirst();
        fitting.stream()
                .skip(1)
                .map(other ->
                        new Candidate(other.label(), "%s comes first".formatted(first.label())))
                .forEach(refused::add);
        return chosen(demand, first, protocols, refused);
    }

    private static Optional<String> refusal(
            ModelDemand demand, Runtime runtime, List<String> protocols) {
        String spoken =
                protocols.stream().filter(runtime::speaks).findFirst().orElse(protocols.getFirst());
        return demand.refusal(runtime, spoken)
                .or(() ->
                        demand.mayBeChosen(runtime)
                                ? Optional.empty()
                                : Optional.of("it is used only where it is named"));
    }

    private static Chosen chosen(
            ModelDemand demand, Runtime runtime, List<String> protocols, List<Candidate> refused) {
        String protocol =
                demand.protocol() != null
                        ? demand.protocol()
                        : protocols.stream().filter(runtime::speaks).findFirst().orElse(PREFERRED);
        int priority = runtime.priorityFor(demand.format().name());
        String reason =
                "%s serves format '%s' over %s%s%s"
                        .formatted(
                                runtime.label(),
                                demand.format().label(),
                                protocol,
                                priority > 0 ? " with priority " + priority : "",
                                demand.namesTheImageOf(runtime) ? ", from the image named" : "");
        return new Chosen(runtime, protocol, reason, refused);
    }

    private NotFound notFound(ModelDemand demand, List<Candidate> refused) {
        List<String> formats = catalog.formats();
        String name = demand.format().name();
        String message =
                formats.contains(name)
                        ? "No runtime serves format '%s'%s: %s"
                                .formatted(
                                        demand.format().label(),
                                        demand.protocol() == null
                                                ? ""
                                                : " over " + demand.protocol(),
                                        reasons(refused))
                        : "No runtime serves format '%s', there are runtimes for: %s"
                                .formatted(
                                        demand.format().label(),
                                        formats.isEmpty() ? "none" : String.join(", ", formats));
        return new NotFound(Reason.NO_SUPPORTING_RUNTIME, message, refused);
    }

    private static String reasons(List<Candidate> refused) {
        return refused.stream()
                .map(candidate -> candidate.runtime() + ": " + candidate.reason())
                .collect(Collectors.joining("; "));
    }

    /// The runtimes for the format, in whatever version, in the order in which they are preferred.
    private List<Runtime> ordered(ModelDemand demand) {
        List<Runtime> ordered = new ArrayList<>(sorted(catalog.ofNamespace(), demand));
        ordered.addAll(sorted(catalog.ofCluster(), demand));
        return ordered;
    }

    /// One scope's runtimes: the highest priority first, then the lowest protocol, the newest, the
    /// name.
    private static List<Runtime> sorted(List<Runtime> runtimes, ModelDemand demand) {
        String format = demand.format().name();
        Comparator<Runtime> byPriority =
                Comparator.comparingInt((Runtime runtime) -> runtime.priorityFor(format))
                        .reversed();
        return runtimes.stream()
                .filter(runtime -> runtime.serves(format))
                .sorted(
                        byPriority
                                .thenComparingInt(RuntimeSelector::lowestRank)
                                .thenComparing(Runtime::created, Comparator.reverseOrder())
                                .thenComparing(Runtime::name))
                .toList();
    }

    private static int lowestRank(Runtime runtime) {
        return runtime.lowestProtocol()
                .map(ProtocolVersion::rank)
                .orElse(ProtocolVersion.values().length);
    }

    private String runtimes() {
        List<String> names = catalog.all().stream().map(Runtime::name).sorted().distinct().toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
