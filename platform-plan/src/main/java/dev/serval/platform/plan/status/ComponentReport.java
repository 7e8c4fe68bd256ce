package dev.serval.platform.plan.status;

import dev.serval.platform.api.status.Address;
import dev.serval.platform.api.status.ComponentStatus;
import dev.serval.platform.plan.rollout.Revisions;
import dev.serval.platform.plan.rollout.Rollout;
import dev.serval.platform.plan.service.ComponentKind;
import dev.serval.platform.plan.service.ServiceUrls;
import java.util.Map;

/// What is reported of one component.
final class ComponentReport {
    private ComponentReport() {}

    static ComponentStatus of(
            ComponentKind kind,
            ComponentStatus before,
            ComponentObservation seen,
            ServiceUrls urls) {
        Revisions revisions = seen.revisions();
        Rollout rollout = Rollout.of(before).after(revisions);
        String url = seen.ready().isReady() ? urls.component(kind) : before.url();
        return new ComponentStatus(
                revisions.latestReady() == null
                        ? before.latestReadyRevision()
                        : revisions.latestReady(),
                revisions.latestCreated(),
                rollout.previous(),
                rollout.latest(),
                revisions.traffic(),
                url,
                url,
                null,
                url == null ? null : Address.of(urls.address(kind)),
                Map.of());
    }
}
