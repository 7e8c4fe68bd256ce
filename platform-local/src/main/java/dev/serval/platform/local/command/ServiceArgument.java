package dev.serval.platform.local.command;

import dev.serval.platform.local.client.ResourceName;
import dev.serval.platform.local.kind.ResourceType;
import java.util.List;

/// The service that a verb is about, written `iris` or `isvc/iris`.
final class ServiceArgument {
    private ServiceArgument() {}

    static String name(String word) {
        ResourceName name = Targets.parse(List.of(word), "").requireNames().getFirst();
        if (name.type() != ResourceType.INFERENCE_SERVICE) {
            throw new CommandFailure(
                    "'%s' is a %s, expected an InferenceService"
                            .formatted(word, name.type().kind()));
        }
        return name.name();
    }
}
