package dev.serval.platform.plan.storage;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.Optional;

/// The secrets and service accounts of one namespace.
public interface CredentialSource {
    /// The service account of a name.
    Optional<ServiceAccount> account(String name);

    /// The secret of a name.
    Optional<Secret> secret(String name);
}
