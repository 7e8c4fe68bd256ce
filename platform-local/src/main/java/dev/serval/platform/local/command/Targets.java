package dev.serval.platform.local.command;

import dev.serval.platform.local.client.ResourceName;
import dev.serval.platform.local.kind.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a verb is asked to look at, in kubectl's words: `TYPE`, `TYPE NAME…` or `TYPE/NAME…`; and
/// since most is about services, `NAME…` alone for those.
///
/// @param type of which type all are; that of the first where they differ
/// @param names the resources; none for all of the type
record Targets(ResourceType type, List<ResourceName> names) {
    Targets {
        names = List.copyOf(names);
    }

    static Targets parse(List<String> words, String namespace) {
        if (words.isEmpty()) {
            return new Targets(ResourceType.INFERENCE_SERVICE, List.of());
        }
        Optional<ResourceType> first = ResourceType.find(words.getFirst());
        ResourceType type = first.orElse(ResourceType.INFERENCE_SERVICE);
        List<ResourceName> names = new ArrayList<>();
        for (String word : first.isPresent() ? words.subList(1, words.size()) : words) {
            names.add(name(word, type, namespace));
        }
        return new Targets(names.isEmpty() ? type : names.getFirst().type(), names);
    }

    private static ResourceName name(String word, ResourceType type, String namespace) {
        int slash = word.indexOf('/');
        if (slash < 0) {
            return new ResourceName(type, namespace, word);
        }
        String typeWord = word.substring(0, slash);
        ResourceType written =
                ResourceType.find(typeWord)
                        .orElseThrow(() -> new CommandFailure(ResourceType.unknown(typeWord)));
        return new ResourceName(written, namespace, word.substring(slash + 1));
    }

    /// The resources, of which there must be one.
    List<ResourceName> requireNames() {
        if (names.isEmpty()) {
            throw new CommandFailure("no name was given of what %s".formatted(type.plural()));
        }
        return names;
    }
}
