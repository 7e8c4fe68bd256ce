package dev.serval.platform.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Makes the objects of one kind that an owner has the ones that are wanted. Reads from the caches;
/// writes only what is not as it was applied, so that looking again writes nothing.
public final class ObjectApplier {
    private static final Logger LOG = Logger.getLogger(ObjectApplier.class);

    private final AppliedState state = new AppliedState();
    private final HasMetadata owner;
    private final Context<?> context;

    /// @param owner whose objects they are; they go when it goes
    public ObjectApplier(HasMetadata owner, Context<?> context) {
        this.owner = owner;
        this.context = context;
    }

    /// Applies what is wanted and deletes the owner's other objects of that kind.
    ///
    /// @throws NotOursException if an object of a wanted name belongs to somebody else; nothing of
    ///   this kind was changed then
    public <R extends HasMetadata> void apply(Class<R> kind, Collection<R> wanted) {
        Set<R> there = context.getSecondaryResources(kind);
        for (R object : wanted) {
            requireOurs(actual(there, object), object);
        }
        for (R object : wanted) {
            applyOne(there, object);
        }
        Set<String> names =
                wanted.stream()
                        .map(object -> object.getMetadata().getName())
                        .collect(Collectors.toSet());
        there.stream()
                .filter(object -> isOurs(object) && !names.contains(object.getMetadata().getName()))
                .filter(object -> !object.isMarkedForDeletion())
                .forEach(this::delete);
    }

    private <R extends HasMetadata> void applyOne(Set<R> there, R object) {
        object.getMetadata().setOwnerReferences(List.of(reference()));
        state.sign(object);
        Optional<R> actual = cached(there, object);
        if (actual.isPresent() && state.isApplied(actual.get(), object)) {
            return;
        }
        LOG.debugf("%s is applied", named(object));
        context.resourceOperations().serverSideApply(object);
    }

    private void delete(HasMetadata object) {
        LOG.debugf("%s is no longer wanted", named(object));
        context.getClient().resource(object).delete();
    }

    /// What is there of an object's name: by the cache, and before something is made by asking, for
    /// the caches know only what carries our labels.
    private <R extends HasMetadata> Optional<R> actual(Set<R> there, R object) {
        Optional<R> cached = cached(there, object);
        return cached.isPresent()
                ? cached
                : Optional.ofNullable(context.getClient().resource(object).get());
    }

    private static <R extends HasMetadata> Optional<R> cached(Set<R> there, R object) {
        return there.stream()
                .filter(candidate ->
                        candidate.getMetadata().getName().equals(object.getMetadata().getName()))
                .findFirst();
    }

    private void requireOurs(Optional<? extends HasMetadata> actual, HasMetadata wanted) {
        if (actual.isPresent() && !isOurs(actual.get())) {
            throw new NotOursException(
                    "%s is there already and is not owned by %s: rename the service or delete the object"
                            .formatted(named(wanted), named(owner)));
        }
    }

    private boolean isOurs(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference -> owner.getMetadata().getUid().equals(reference.getUid()));
    }

    private OwnerReference reference() {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    private static String named(HasMetadata object) {
        return "%s %s/%s"
                .formatted(
                        object.getKind(),
                        object.getMetadata().getNamespace(),
                        object.getMetadata().getName());
    }
}
