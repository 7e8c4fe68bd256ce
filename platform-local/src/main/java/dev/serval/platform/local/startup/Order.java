package dev.serval.platform.local.startup;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.yaml.LocatedResource;
import dev.serval.platform.api.yaml.ResourceJson;
import dev.serval.platform.api.yaml.ResourceReader;
import dev.serval.platform.local.files.GivenFiles;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A resource that the platform shall begin with, as it passes through the arguments with which the
/// framework starts an application.
///
/// @param where its place, for messages
/// @param folder where its relative paths begin
record Order(String where, Path folder, HasMetadata resource) {
    private static final int WORDS = 3;

    /// The service that it is; empty for any other resource.
    Optional<InferenceService> service() {
        return resource instanceof InferenceService service
                ? Optional.of(service)
                : Optional.empty();
    }

    static String[] toArguments(List<LocatedResource> resources) {
        List<String> words = new ArrayList<>();
        for (LocatedResource located : resources) {
            words.add(located.where().toString());
            words.add(GivenFiles.folderOf(located).toString());
            words.add(json(located.resource()));
        }
        return words.toArray(String[]::new);
    }

    static List<Order> fromArguments(String... words) {
        ResourceReader reader = new ResourceReader();
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i + WORDS <= words.length; i += WORDS) {
            HasMetadata resource =
                    reader.read(words[i], words[i + 2]).resources().getFirst().resource();
            orders.add(new Order(words[i], Path.of(words[i + 1]), resource));
        }
        return orders;
    }

    private static String json(HasMetadata resource) {
        try {
            return ResourceJson.mapper().writeValueAsString(resource);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
