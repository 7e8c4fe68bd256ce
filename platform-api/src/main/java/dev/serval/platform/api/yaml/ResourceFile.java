package dev.serval.platform.api.yaml;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a file holds: the resources that could be read, in the order of the file, and what is wrong
/// with it.
public record ResourceFile(List<LocatedResource> resources, List<Problem> problems) {
    public ResourceFile {
        resources = List.copyOf(resources);
        problems = List.copyOf(problems);
    }

    /// What several files hold together. Of two resources of one kind, namespace and name the first
    /// stays and the second is a problem.
    public static ResourceFile joined(Collection<ResourceFile> files) {
        List<Problem> problems = new ArrayList<>();
        Map<String, LocatedResource> byIdentity = new LinkedHashMap<>();
        for (ResourceFile file : files) {
            problems.addAll(file.problems());
            for (LocatedResource resource : file.resources()) {
                LocatedResource first = byIdentity.putIfAbsent(resource.identity(), resource);
                if (first != null) {
                    problems.add(
                            Problem.error(
                                    resource.where(),
                                    "%s is here already, at %s"
                                            .formatted(resource.identity(), first.where())));
                }
            }
        }
        return new ResourceFile(List.copyOf(byIdentity.values()), problems);
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
