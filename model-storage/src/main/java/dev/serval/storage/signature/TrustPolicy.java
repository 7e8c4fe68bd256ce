package dev.serval.storage.signature;

import dev.serval.storage.sigstore.TrustedRoot;
import dev.serval.storage.source.SettingException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whose signatures count.
///
/// @param keys public keys, each of which may sign any model
/// @param roots certificate authorities whose certificates may sign any model
/// @param keyless whose certificates of minutes count, and which logs; empty for none
/// @param identities names, of which one must be in the certificate if it was signed by one; any
///   will do for a certificate of `roots` if there are none
/// @param issuers of which one must have vouched for a keyless signer's name
public record TrustPolicy(
        SignatureMode mode,
        List<TrustedKey> keys,
        List<X509Certificate> roots,
        Optional<TrustedRoot> keyless,
        List<String> identities,
        List<String> issuers) {
    /// Nobody looks.
    public static final TrustPolicy OFF =
            new TrustPolicy(
                    SignatureMode.OFF,
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    List.of());

    public TrustPolicy {
        keys = List.copyOf(keys);
        roots = List.copyOf(roots);
        identities = List.copyOf(identities);
        issuers = List.copyOf(issuers);
    }

    /// @throws SettingException if a file is none, or signatures are asked for and nobody is
    ///   trusted, or everybody is who may log in somewhere
    public static TrustPolicy of(SignatureMode mode, TrustSources sources) throws SettingException {
        if (mode == SignatureMode.OFF) {
            return OFF;
        }
        if (sources.isEmpty()) {
            throw new SettingException(
                    "signatures are asked for (%s), and there is neither a trusted key nor a trusted certificate"
                            .formatted(mode));
        }
        List<TrustedKey> trusted = new ArrayList<>();
        for (Path key : sources.keys()) {
            trusted.add(TrustedKey.read(key));
        }
        List<X509Certificate> authorities = new ArrayList<>();
        for (Path root : sources.roots()) {
            authorities.addAll(Certificates.read(root));
        }
        return new TrustPolicy(
                mode,
                trusted,
                authorities,
                keyless(sources),
                sources.identities(),
                sources.issuers());
    }

    private static Optional<TrustedRoot> keyless(TrustSources sources) throws SettingException {
        if (sources.trustedRoot().isEmpty()) {
            return Optional.empty();
        }
        Path file = sources.trustedRoot().get();
        if (sources.identities().isEmpty() || sources.issuers().isEmpty()) {
            throw new SettingException(
                    "keyless signatures are trusted by %s, expected an identity and an issuer with it: anybody may have a certificate of such a root"
                            .formatted(file));
        }
        return Optional.of(TrustedRoot.read(file));
    }
}
