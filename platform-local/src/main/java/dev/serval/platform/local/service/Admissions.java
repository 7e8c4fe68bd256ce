package dev.serval.platform.local.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.plan.admission.Defaulting;
import dev.serval.platform.plan.admission.Validation;
import dev.serval.platform.plan.admission.Violation;
import dev.serval.platform.plan.config.PlatformConfig;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides what becomes of a resource before it is stored, as an API server and KServe's webhooks
/// do: what is left out is filled in, what breaks a rule is refused, and what only the platform may
/// write is taken from what was there.
final class Admissions {
    private final Defaulting defaulting;
    private final Validation validation;
    private final Supplier<UUID> ids;

    /// @param ids gives each new resource its own
    Admissions(PlatformConfig config, Supplier<UUID> ids) {
        this.defaulting = new Defaulting(config);
        this.validation = new Validation(config);
        this.ids = ids;
    }

    /// A copy of `resource` with what a user left out.
    HasMetadata filled(HasMetadata resource) {
        return resource instanceof InferenceService service
                ? defaulting.apply(service)
                : ResourceContent.copy(resource, typeOf(resource));
    }

    /// Why a resource is refused; empty if it is not.
    ///
    /// @param before what was there; null if nothing was
    Optional<String> refusal(HasMetadata resource, @Nullable HasMetadata before) {
        Optional<String> name = ResourceKeys.refusal(ResourceKeys.of(resource));
        if (name.isPresent() || !(resource instanceof InferenceService service)) {
            return name;
        }
        List<Violation> violations = new ArrayList<>(validation.check(service));
        if (before instanceof InferenceService old) {
            violations.addAll(validation.checkChange(old, service));
        }
        return violations.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        violations.stream()
                                .map(Violation::toString)
                                .collect(Collectors.joining("; ")));
    }

    /// Gives `resource` the metadata that the platform writes, and the status that was reported.
    ///
    /// @param before what was there; null if nothing was
    void stamp(HasMetadata resource, @Nullable HasMetadata before, Instant now) {
        ObjectMeta old = before == null ? fresh(now) : before.getMetadata();
        boolean isSame =
                before != null
                        && ResourceContent.of(before)
                                .specification()
                                .equals(ResourceContent.of(resource).specification());
        long generation = Objects.requireNonNullElse(old.getGeneration(), 0L);
        String namespace = ResourceKeys.of(resource).namespace();
        resource.setMetadata(
                new ObjectMetaBuilder(resource.getMetadata())
                        .withNamespace(namespace.isEmpty() ? null : namespace)
                        .withUid(old.getUid())
                        .withCreationTimestamp(old.getCreationTimestamp())
                        .withGeneration(isSame ? generation : generation + 1)
                        .withResourceVersion(old.getResourceVersion())
                        .withManagedFields(List.of())
                        .build());
        if (resource instanceof InferenceService service) {
            service.setStatus(before instanceof InferenceService known ? known.getStatus() : null);
        }
    }

    private ObjectMeta fresh(Instant now) {
        return new ObjectMetaBuilder()
                .withUid(ids.get().toString())
                .withCreationTimestamp(now.truncatedTo(ChronoUnit.SECONDS).toString())
                .build();
    }

    @SuppressWarnings("unchecked")
    private static <R extends HasMetadata> Class<R> typeOf(R resource) {
        return (Class<R>) resource.getClass();
    }
}
