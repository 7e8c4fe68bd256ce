package dev.serval.storage.signature;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where it is written whose signatures count.
///
/// @param keys files with a public key each
/// @param roots files with certificates
/// @param trustedRoot sigstore's `trusted_root.json`, for keyless signatures
/// @param identities names of signers
/// @param issuers who vouches for the names of keyless signers
public record TrustSources(
        List<Path> keys,
        List<Path> roots,
        Optional<Path> trustedRoot,
        List<String> identities,
        List<String> issuers) {
    public TrustSources {
        keys = List.copyOf(keys);
        roots = List.copyOf(roots);
        identities = List.copyOf(identities);
        issuers = List.copyOf(issuers);
    }

    /// Keys and certificates, and no keyless signatures.
    public TrustSources(List<Path> keys, List<Path> roots, List<String> identities) {
        this(keys, roots, Optional.empty(), identities, List.of());
    }

    boolean isEmpty() {
        return keys.isEmpty() && roots.isEmpty() && trustedRoot.isEmpty();
    }
}
