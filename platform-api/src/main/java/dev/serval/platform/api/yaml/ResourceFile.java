package dev.serval.platform.api.yaml;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/// What a file holds: the resources that could be read, in the order of the file, and what is wrong
/// with it.
public record ResourceFile(List<LocatedResource> resources, List<Problem> problems) {
    public ResourceFile {
        resources = List.copyOf(resources);
        problems = List.copyOf(problems);
    }

    /// The resources of one kind.
    public <R extends HasMetadata> List<R> resources(Class<R> kind) {
        return resources.stream()
                .map(LocatedResource::resource)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /// Whether a document had to be left out.
    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }
}
