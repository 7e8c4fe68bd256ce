package dev.serval.platform.operator.service;

import dev.serval.platform.api.inference.InferenceService;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/// A change that its user made: of the specification, the annotations or the labels. What the
/// operator itself reported is none.
public final class ServiceChange implements OnUpdateFilter<InferenceService> {
    @Override
    public boolean accept(InferenceService now, InferenceService before) {
        ObjectMeta current = now.getMetadata();
        ObjectMeta former = before.getMetadata();
        return !Objects.equals(current.getGeneration(), former.getGeneration())
                || !Objects.equals(current.getAnnotations(), former.getAnnotations())
                || !Objects.equals(current.getLabels(), former.getLabels())
                || !Objects.equals(current.getDeletionTimestamp(), former.getDeletionTimestamp());
    }
}
