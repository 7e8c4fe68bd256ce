package dev.serval.platform.operator.unserved;

import dev.serval.platform.api.graph.InferenceGraph;
import dev.serval.platform.api.graph.InferenceGraphStatus;
import dev.serval.platform.api.status.Condition;
import dev.serval.platform.operator.report.StatusPatch;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// Reports of each InferenceGraph that it is not served.
@ControllerConfiguration(name = "inferencegraph", fieldManager = "serval")
public class InferenceGraphReconciler implements Reconciler<InferenceGraph> {
    private final Clock clock = Clock.systemUTC();

    @Override
    public UpdateControl<InferenceGraph> reconcile(
            InferenceGraph graph, Context<InferenceGraph> context) {
        InferenceGraphStatus before = graph.getStatus();
        List<Condition> said = before == null ? List.of() : before.conditions();
        InferenceGraphStatus status =
                new InferenceGraphStatus(
                        NotServed.GRAPHS.report(said, clock.instant()),
                        Map.of(),
                        graph.getMetadata().getGeneration(),
                        null,
                        null,
                        Map.of());
        return StatusPatch.whereNew(graph, status, new InferenceGraph());
    }
}
