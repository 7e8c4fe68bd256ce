package dev.serval.storage.signature;

import dev.serval.storage.testing.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;

/// Sigstore bundles over a model of two files, `a.txt` ("a") and `deep/w.bin` ("weights").
final class Bundles {
    /// Whose key it is, if it is a bare one.
    static final String KEY = "\"publicKey\": {\"hint\": \"\"}";

    private Bundles() {}

    /// Whose key it is, if it has a certificate.
    static String chain(X509Certificate certificate) throws GeneralSecurityException {
        return "\"x509CertificateChain\": {\"certificates\": [{\"rawBytes\": \"%s\"}]}"
                .formatted(Base64.getEncoder().encodeToString(certificate.getEncoded()));
    }

    /// What is said of the model.
    static String statement() {
        return """
        {"_type": "https://in-toto.io/Statement/v1", "subject": [{"name": "model"}],
         "predicateType": "https://model_signing/signature/v1.0", "predicate": {
          "serialization": {"method": "files", "ignore_paths": [".git", "model.sig"]},
          "resources": [{"name": "a.txt", "algorithm": "sha256", "digest": "%s"},
           {"name": "deep/w.bin", "algorithm": "sha256", "digest": "%s"}]}}\
        """
                .formatted(sum("a"), sum("weights"));
    }

    static String of(PrivateKey key, String material, String statement)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        byte[] payload = statement.getBytes(StandardCharsets.UTF_8);
        signature.update(
                ("DSSEv1 28 application/vnd.in-toto+json " + payload.length + " ")
                        .getBytes(StandardCharsets.UTF_8));
        signature.update(payload);
        return """
        {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
         "verificationMaterial": {%s, "tlogEntries": []},
         "dsseEnvelope": {"payload": "%s", "payloadType": "application/vnd.in-toto+json",
          "signatures": [{"sig": "%s"}]}}\
        """
                .formatted(
                        material,
                        Base64.getEncoder().encodeToString(payload),
                        Base64.getEncoder().encodeToString(signature.sign()));
    }

    private static String sum(String text) {
        return Bytes.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
