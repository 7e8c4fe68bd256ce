package dev.serval.storage.signature;

import dev.serval.storage.sigstore.KeylessSigner;
import dev.serval.storage.verify.TreeFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Holds a model's directory against its signature: OpenSSF's `model.sig` over all files, or one
/// `FILE.sig` beside each file, in Base64, as `cosign sign-blob` and OpenSSL make them.
public record ModelSignature(TrustPolicy policy) {
    private static final String OF_ALL = "model.sig";
    private static final String OF_ONE = ".sig";
    private static final int BUFFER = 256 << 10;

    /// Why the model is not as someone trusted signed it; empty if it is.
    ///
    /// @throws IOException if it cannot be read
    public Optional<String> defect(Path model) throws IOException {
        try {
            List<String> files =
                    TreeFiles.of(model).stream().filter(file -> !isOurs(file)).toList();
            if (files.contains(OF_ALL)) {
                requireBundle(model, files);
            } else {
                requireEach(model, files);
            }
            return Optional.empty();
        } catch (InvalidSignature bad) {
            return Optional.of(bad.getMessage());
        }
    }

    /// What says that a directory was pulled, which nobody signs.
    private static boolean isOurs(String file) {
        return file.equals(".serval-pulled");
    }

    private void requireBundle(Path model, List<String> files)
            throws InvalidSignature, IOException {
        SignatureBundle bundle;
        try {
            bundle = SignatureBundle.parse(Files.readString(model.resolve(OF_ALL)));
            requireTrusted(bundle);
        } catch (InvalidSignature bad) {
            throw new InvalidSignature("signature '%s': %s".formatted(OF_ALL, bad.getMessage()));
        }
        List<String> signed = files.stream().filter(file -> !file.equals(OF_ALL)).toList();
        SignedFiles.parse(bundle.payload()).require(model, signed);
    }

    private void requireTrusted(SignatureBundle bundle) throws InvalidSignature {
        if (bundle.isKeyless()) {
            requireKeyless(bundle);
            return;
        }
        if (bundle.chain().isEmpty()) {
            if (policy.keys().stream().noneMatch(key -> bundle.isBy(key.key()))) {
                throw new InvalidSignature(
                        "it is by none of %d trusted keys".formatted(policy.keys().size()));
            }
            return;
        }
        X509Certificate signer = requireOwnCertificate(bundle);
        try {
            Certificates.require(bundle.chain(), policy.roots());
            requireIdentity(Certificates.names(signer));
        } catch (GeneralSecurityException untrusted) {
            throw new InvalidSignature(
                    "its certificate '%s' is not trusted: %s"
                            .formatted(signer.getSubjectX500Principal(), untrusted.getMessage()));
        }
    }

    private static X509Certificate requireOwnCertificate(SignatureBundle bundle)
            throws InvalidSignature {
        X509Certificate signer = bundle.chain().getFirst();
        if (!bundle.isBy(signer.getPublicKey())) {
            throw new InvalidSignature("it is not by its own certificate");
        }
        return signer;
    }

    private void requireKeyless(SignatureBundle bundle) throws InvalidSignature {
        if (policy.keyless().isEmpty()) {
            throw new InvalidSignature(
                    "it is keyless, by a certificate of sigstore's, and no trusted root says whose certificates and logs count");
        }
        requireOwnCertificate(bundle);
        try {
            KeylessSigner signer = bundle.keylessSigner(policy.keyless().get());
            requireIdentity(signer.names());
            if (!policy.issuers().contains(signer.issuer())) {
                throw new InvalidSignature(
                        "its certificate was issued for a login at '%s', expected one of %s"
                                .formatted(signer.issuer(), policy.issuers()));
            }
        } catch (GeneralSecurityException untrusted) {
            throw new InvalidSignature(untrusted.getMessage());
        }
    }

    private void requireIdentity(List<String> names) throws InvalidSignature {
        if (!policy.identities().isEmpty()
                && names.stream().noneMatch(policy.identities()::contains)) {
            throw new InvalidSignature(
                    "its certificate names %s, expected one of %s"
                            .formatted(names, policy.identities()));
        }
    }

    private void requireEach(Path model, List<String> files) throws InvalidSignature, IOException {
        List<String> content = files.stream().filter(file -> !file.endsWith(OF_ONE)).toList();
        if (files.stream().noneMatch(file -> file.endsWith(OF_ONE))) {
            throw new InvalidSignature(
                    "it has no signature, expected '%s', or '%s' beside each file"
                            .formatted(OF_ALL, "FILE" + OF_ONE));
        }
        for (String file : content) {
            Path signature = model.resolve(file + OF_ONE);
            if (!Files.isRegularFile(signature)) {
                throw new InvalidSignature("file '%s' is not signed".formatted(file));
            }
            if (!isSigned(model.resolve(file), decoded(signature))) {
                throw new InvalidSignature(
                        "file '%s' is not as one of %d trusted keys signed it"
                                .formatted(file, policy.keys().size()));
            }
        }
    }

    /// A signature as it is, or in Base64.
    private static byte[] decoded(Path signature) throws IOException {
        byte[] bytes = Files.readAllBytes(signature);
        try {
            return Base64.getMimeDecoder()
                    .decode(new String(bytes, StandardCharsets.US_ASCII).strip());
        } catch (IllegalArgumentException binary) {
            return bytes;
        }
    }

    private boolean isSigned(Path file, byte[] signature) throws IOException {
        for (TrustedKey key : policy.keys()) {
            if (isSigned(file, signature, key)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSigned(Path file, byte[] bytes, TrustedKey key) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            Signature verification = TrustedKey.verification(key.key());
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                verification.update(buffer, 0, read);
            }
            return verification.verify(bytes);
        } catch (GeneralSecurityException another) {
            return false;
        }
    }
}
