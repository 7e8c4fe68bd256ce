package dev.serval.platform.plan.admission;

import dev.serval.platform.api.graph.InferenceGraph;
import dev.serval.platform.api.graph.InferenceRouter;
import dev.serval.platform.api.graph.InferenceStep;
import dev.serval.platform.api.graph.RouterType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rules that an InferenceGraph keeps: KServe's, and that a node that is called is there.
public final class GraphValidation {
    private static final String ROOT = "root";
    private static final long ALL = 100;

    /// The rules that a graph breaks.
    public List<Violation> check(InferenceGraph graph) {
        Violations violations = new Violations();
        String name = Objects.requireNonNullElse(graph.getMetadata().getName(), "");
        violations.require(NameRules.isName(name), "metadata.name", NameRules.notAName(name));
        Map<String, InferenceRouter> nodes =
                graph.getSpec() == null ? Map.of() : graph.getSpec().nodes();
        violations.require(
                nodes.containsKey(ROOT),
                "spec.nodes",
                "node '%s', which is called first, is missing: found %s"
                        .formatted(ROOT, nodes.keySet().stream().sorted().toList()));
        nodes.forEach((node, router) -> node(node, router, nodes.keySet(), violations));
        return violations.found();
    }

    private static void node(
            String node, InferenceRouter router, Set<String> nodes, Violations violations) {
        String field = "spec.nodes." + node;
        Set<String> names = new HashSet<>();
        for (int i = 0; i < router.steps().size(); i++) {
            InferenceStep step = router.steps().get(i);
            String at = "%s.steps[%d]".formatted(field, i);
            violations.require(
                    step.name() == null || names.add(step.name()),
                    at + ".name",
                    "'%s' is the name of another step of node '%s'".formatted(step.name(), node));
            target(step, at, nodes, violations);
        }
        if (router.routerType() == RouterType.SPLITTER) {
            weights(router.steps(), field, violations);
        }
    }

    private static void target(
            InferenceStep step, String field, Set<String> nodes, Violations violations) {
        List<String> targets =
                Stream.of(
                                orEmpty(step.nodeName()),
                                orEmpty(step.serviceName()),
                                orEmpty(step.serviceUrl()))
                        .filter(target -> !target.isEmpty())
                        .toList();
        violations.require(
                targets.size() == 1,
                field,
                "expected one of nodeName, serviceName and serviceUrl, found %s"
                        .formatted(targets));
        String node = orEmpty(step.nodeName());
        violations.require(
                node.isEmpty() || nodes.contains(node),
                field + ".nodeName",
                "there is no node '%s', expected one of %s"
                        .formatted(node, nodes.stream().sorted().toList()));
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static void weights(List<InferenceStep> steps, String field, Violations violations) {
        if (steps.stream().anyMatch(step -> step.weight() == null)) {
            violations.add(field + ".steps", "every step of a Splitter needs a weight");
            return;
        }
        long sum =
                steps.stream()
                        .map(InferenceStep::weight)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum();
        violations.require(
                sum == ALL,
                field + ".steps",
                "the weights of a Splitter add up to %d, found %d".formatted(ALL, sum));
    }
}
