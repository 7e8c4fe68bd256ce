package dev.serval.storage.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
    private final boolean isLogged;

    private SignatureBundle(
            byte[] payload, byte[] signature, List<X509Certificate> chain, boolean isLogged) {
        this.payload = payload;
        this.signature = signature;
        this.chain = List.copyOf(chain);
        this.isLogged = isLogged;
    }

    /// The certificate that signed and those above it, the signer's first; empty if a bare key did.
    List<X509Certificate> chain() {
        return chain;
    }

    /// Whether it is of a certificate of minutes, whose use a public log records.
    boolean isLogged() {
        return isLogged;
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
            boolean isLogged = material.has("certificate");
            if (isLogged) {
                chain.add(Certificates.parse(bytes(material.path("certificate").path("rawBytes"))));
            }
            return new SignatureBundle(
                    bytes(envelope.path("payload")),
                    bytes(envelope.path("signatures").path(0).path("sig")),
                    chain,
                    isLogged);
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
