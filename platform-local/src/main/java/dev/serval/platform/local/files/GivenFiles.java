package dev.serval.platform.local.files;

import dev.serval.platform.api.yaml.LocatedResource;
import dev.serval.platform.api.yaml.Problem;
import dev.serval.platform.api.yaml.Problem.Severity;
import dev.serval.platform.api.yaml.ResourceFile;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the files on a command line hold.
///
/// @param resources what could be read, in the order in which it was given
/// @param errors why something was left out, each with its place
/// @param warnings what is likely to be a mistake, each with its place
public record GivenFiles(
        List<LocatedResource> resources, List<String> errors, List<String> warnings) {
    public GivenFiles {
        resources = List.copyOf(resources);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    static GivenFiles of(ResourceFile content, List<String> unreadable) {
        List<String> errors = messages(content, Severity.ERROR);
        errors.addAll(0, unreadable);
        return new GivenFiles(content.resources(), errors, messages(content, Severity.WARNING));
    }

    /// The folder of the file that a resource was read from: what its relative paths begin at.
    public static Path folderOf(LocatedResource resource) {
        Path file = Path.of(resource.where().file()).toAbsolutePath().normalize();
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }

    /// The resources of one kind.
    public <R extends HasMetadata> List<R> all(Class<R> kind) {
        return resources.stream()
                .map(LocatedResource::resource)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static List<String> messages(ResourceFile content, Severity severity) {
        List<String> messages = new ArrayList<>();
        for (Problem problem : content.problems()) {
            if (problem.severity() == severity) {
                messages.add(problem.toString());
            }
        }
        return messages;
    }
}
