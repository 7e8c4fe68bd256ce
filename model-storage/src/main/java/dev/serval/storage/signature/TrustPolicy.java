package dev.serval.storage.signature;

import dev.serval.storage.source.StorageException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// Whose signatures count.
///
/// @param keys public keys, each of which may sign any model
/// @param roots certificate authorities whose certificates may sign any model
/// @param identities names, of which one must be in the certificate if it was signed by one; any
///   will do if there are none
public record TrustPolicy(
        SignatureMode mode,
        List<TrustedKey> keys,
        List<X509Certificate> roots,
        List<String> identities) {
    /// Nobody looks.
    public static final TrustPolicy OFF =
            new TrustPolicy(SignatureMode.OFF, List.of(), List.of(), List.of());

    public TrustPolicy {
        keys = List.copyOf(keys);
        roots = List.copyOf(roots);
        identities = List.copyOf(identities);
    }

    /// @param keys files with a public key each
    /// @param roots files with certificates
    /// @throws StorageException if a file is none, or signatures are asked for and nobody is
    ///   trusted
    public static TrustPolicy of(
            SignatureMode mode, List<Path> keys, List<Path> roots, List<String> identities)
            throws StorageException {
        if (mode == SignatureMode.OFF) {
            return OFF;
        }
        if (keys.isEmpty() && roots.isEmpty()) {
            throw new StorageException(
                    "signatures are asked for (%s), and there is neither a trusted key nor a trusted certificate"
                            .formatted(mode));
        }
        List<TrustedKey> trusted = new ArrayList<>();
        for (Path key : keys) {
            trusted.add(TrustedKey.read(key));
        }
        List<X509Certificate> authorities = new ArrayList<>();
        for (Path root : roots) {
            authorities.addAll(Certificates.read(root));
        }
        return new TrustPolicy(mode, trusted, authorities, identities);
    }
}
