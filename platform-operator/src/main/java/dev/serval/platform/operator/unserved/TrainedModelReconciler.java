package dev.serval.platform.operator.unserved;

import dev.serval.platform.api.status.Condition;
import dev.serval.platform.api.trained.TrainedModel;
import dev.serval.platform.api.trained.TrainedModelStatus;
import dev.serval.platform.operator.report.StatusPatch;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// Reports of each TrainedModel that it is not served.
@ControllerConfiguration(name = "trainedmodel", fieldManager = "serval")
public class TrainedModelReconciler implements Reconciler<TrainedModel> {
    private final Clock clock = Clock.systemUTC();

    @Override
    public UpdateControl<TrainedModel> reconcile(
            TrainedModel model, Context<TrainedModel> context) {
        TrainedModelStatus before = model.getStatus();
        List<Condition> said = before == null ? List.of() : before.conditions();
        TrainedModelStatus status =
                new TrainedModelStatus(
                        NotServed.TRAINED_MODELS.report(said, clock.instant()),
                        Map.of(),
                        model.getMetadata().getGeneration(),
                        null,
                        null,
                        Map.of());
        return StatusPatch.whereNew(model, status, new TrainedModel());
    }
}
