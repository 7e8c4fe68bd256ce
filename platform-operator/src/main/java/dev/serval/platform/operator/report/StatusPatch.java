package dev.serval.platform.operator.report;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;

/// A resource that is written for its status: it has a name, and no more than that.
public final class StatusPatch {
    private StatusPatch() {}

    /// @param blank a new resource of the kind, which becomes the patch
    public static <S, R extends CustomResource<?, S>> R of(R resource, S status, R blank) {
        blank.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace(resource.getMetadata().getNamespace())
                        .withName(resource.getMetadata().getName())
                        .build());
        blank.setStatus(status);
        return blank;
    }

    /// Writes a status, unless it is the one that the resource has.
    ///
    /// @param blank a new resource of the kind, which becomes the patch
    public static <S, R extends CustomResource<?, S>> UpdateControl<R> whereNew(
            R resource, S status, R blank) {
        return status.equals(resource.getStatus())
                ? UpdateControl.noUpdate()
                : UpdateControl.patchStatus(of(resource, status, blank));
    }
}
