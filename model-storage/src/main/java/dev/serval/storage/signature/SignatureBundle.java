package dev.serval.storage.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.storage.sigstore.KeylessSigner;
import dev.serval.storage.sigstore.TrustedRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A sigstore bundle over a DSSE envelope, as OpenSSF's model signing writes it.
final class SignatureBundle {
    private static final String STATEMENT = "application/vnd.in-toto+json";

    private final byte[] payload;
    private final byte[] signature;
    private final List<X509Certificate> chain;
    private final boolean isKeyless;
    private final JsonNode entries;

    private SignatureBundle(
            byte[] payload,
            byte[] signature,
            List<X509Certificate> chain,
            boolean isKeyless,
            JsonNode entries) {
        this.payload = payload;
        this.signature = signature;
        this.chain = List.copyOf(chain);
        this.isKeyless = isKeyless;
        this.entries = entries;
    }

    /// The certificate that signed and those above it, the signer's first; empty if a bare key did.
    List<X509Certificate> chain() {
        return chain;
    }

    /// Whether it is of a certificate of minutes, whose use a public log records.
    boolean isKeyless() {
        return isKeyless;
    }

    /// Who made a keyless signature, of which everything was verified.
    ///
    /// @throws GeneralSecurityException saying what is not as it has to be
    KeylessSigner keylessSigner(TrustedRoot root) throws GeneralSecurityException {
        return KeylessSigner.require(entries, chain.getFirst(), payload, signature, root);
    }

    /// What is signed.
    String payload() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /// @throws InvalidSignature if it is no bundle
    static SignatureBundle parse(String text) throws InvalidSignature {
        try {
            JsonNode bundle = new JsonMapper().readTree(text);
            JsonNode envelope = bundle.path("dsseEnvelope");
            JsonNode material = bundle.path("verificationMaterial");
            String type = envelope.path("payloadType").asText("");
            if (!type.equals(STATEMENT) || envelope.path("signatures").size() != 1) {
                throw new InvalidSignature(
                        "it is no sigstore bundle with one signature of an in-toto statement");
            }
            List<X509Certificate> chain = new ArrayList<>();
            for (JsonNode one : material.path("x509CertificateChain").path("certificates")) {
                chain.add(Certificates.parse(bytes(one.path("rawBytes"))));
            }
            if (material.has("certificate")) {
                chain.add(Certificates.parse(bytes(material.path("certificate").path("rawBytes"))));
            }
            JsonNode entries = material.path("tlogEntries");
            boolean isKeyless =
                    material.has("certificate") || (!chain.isEmpty() && !entries.isEmpty());
            return new SignatureBundle(
                    bytes(envelope.path("payload")),
                    bytes(envelope.path("signatures").path(0).path("sig")),
                    chain,
                    isKeyless,
                    entries);
        } catch (IOException | IllegalArgumentException | GeneralSecurityException broken) {
            throw new InvalidSignature("it is no sigstore bundle: " + broken.getMessage());
        }
    }

    /// Whether the key signed the payload (DSSE, "Pre-Authentication Encoding").
    boolean isBy(PublicKey key) {
        try {
            Signature verification = TrustedKey.verification(key);
            String head =
                    "DSSEv1 %d %s %d ".formatted(STATEMENT.length(), STATEMENT, payload.length);
            verification.update(head.getBytes(StandardCharsets.UTF_8));
            verification.update(payload);
            return verification.verify(signature);
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asText(""));
    }
}
