package dev.serval.predictor.events;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelName;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ModelStatus;
import dev.serval.server.catalog.ServedModel;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which model an event is for: the one that its extension attribute `model` names, or else its
/// data's `model_name`, or else the only one there is.
///
/// @param attribute the extension attribute; `null` if there is none
/// @param member the data's member; `null` if there is none
record EventModel(@Nullable String attribute, @Nullable String member) {
    /// @throws InvalidInput if the event names none and there is not exactly one
    ServedModel requireFrom(ModelCatalog catalog) {
        String named = attribute == null ? member : attribute;
        if (named != null) {
            return catalog.require(new ModelName(named), null);
        }
        List<ModelName> models =
                catalog.statuses().stream().map(ModelStatus::name).distinct().toList();
        if (models.size() != 1) {
            throw new InvalidInput(
                    "the event names no model, expected the attribute 'model' or the data's"
                            + " 'model_name' to be one of %s"
                                    .formatted(
                                            models.stream()
                                                    .map(ModelName::value)
                                                    .collect(Collectors.joining(", "))));
        }
        return catalog.require(models.getFirst(), null);
    }
}
