package dev.serval.predictor.lifecycle;

import dev.serval.inference.model.ModelName;
import dev.serval.predictor.repository.FoundModel;
import dev.serval.predictor.repository.ModelRepository;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/// Follows a repository by looks. Only what two looks in a row find the same is followed, so a
/// model that is being copied, or for a moment is not there, changes nothing. A repository that
/// cannot be read changes nothing either.
final class RepositoryWatch {
    private static final Logger LOG = Logger.getLogger(RepositoryWatch.class);

    private final ModelRepository repository;
    private final ModelLifecycle lifecycle;
    private SortedMap<ModelName, FoundModel> before = new TreeMap<>();

    RepositoryWatch(ModelRepository repository, ModelLifecycle lifecycle) {
        this.repository = repository;
        this.lifecycle = lifecycle;
    }

    /// One look. Looks do not overlap.
    void look() {
        SortedMap<ModelName, FoundModel> now;
        try {
            now = repository.look();
        } catch (IOException unreadable) {
            LOG.warnf("the repository cannot be read, what serves goes on: %s", unreadable);
            return;
        }
        Set<ModelName> names = new TreeSet<>(now.keySet());
        names.addAll(lifecycle.names());
        for (ModelName name : names) {
            Optional<FoundModel> found = Optional.ofNullable(now.get(name));
            boolean settled = found.equals(Optional.ofNullable(before.get(name)));
            if (settled && !lifecycle.isInLine(name, found)) {
                lifecycle.follow(name, found);
            }
        }
        before = now;
    }
}
