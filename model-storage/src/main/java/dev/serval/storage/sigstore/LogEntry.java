package dev.serval.storage.sigstore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// A signature's entry in a public log (Rekor), of the kind `dsse`.
final class LogEntry {
    private static final String KIND = "dsse 0.0.1";

    private final JsonNode json;
    private final byte[] id;
    private final byte[] body;
    private final Instant time;

    /// @throws GeneralSecurityException if it is of another kind, or does not say when it was made
    LogEntry(JsonNode json) throws GeneralSecurityException {
        this.json = json;
        String kind =
                json.path("kindVersion").path("kind").asText("")
                        + " "
                        + json.path("kindVersion").path("version").asText("");
        if (!kind.equals(KIND)) {
            throw new GeneralSecurityException(
                    "its log entry is of kind '%s', expected '%s'".formatted(kind, KIND));
        }
        this.id = bytes(json.path("logId").path("keyId"));
        this.body = bytes(json.path("canonicalizedBody"));
        this.time = Instant.ofEpochSecond(number(json.path("integratedTime")));
    }

    /// When the log took it; to be believed once the entry was verified.
    Instant time() {
        return time;
    }

    /// Holds the entry against the logs: that one promised to take it at that time, and proves that
    /// it holds it.
    void requireLogged(List<LogKey> logs) throws GeneralSecurityException {
        LogKey log = LogKey.require(logs, id, time, "log");
        JsonNode promise = json.path("inclusionPromise").path("signedEntryTimestamp");
        if (promise.isMissingNode()) {
            throw new GeneralSecurityException(
                    "its log entry has no signed time (inclusionPromise), which alone tells that its certificate was still valid");
        }
        if (!log.signed(promised(), bytes(promise))) {
            throw new GeneralSecurityException("its log entry's time is not signed by that log");
        }
        JsonNode proof = json.path("inclusionProof");
        if (proof.isMissingNode()) {
            throw new GeneralSecurityException("its log entry has no proof of inclusion");
        }
        requireIncluded(proof, log);
    }

    /// What a log signs when it takes an entry: canonical JSON (RFC 8785).
    private byte[] promised() {
        return "{\"body\":\"%s\",\"integratedTime\":%d,\"logID\":\"%s\",\"logIndex\":%d}"
                .formatted(
                        Base64.getEncoder().encodeToString(body),
                        time.getEpochSecond(),
                        HexFormat.of().formatHex(id),
                        number(json.path("logIndex")))
                .getBytes(StandardCharsets.UTF_8);
    }

    private void requireIncluded(JsonNode proof, LogKey log) throws GeneralSecurityException {
        List<byte[]> path = new ArrayList<>();
        for (JsonNode hash : proof.path("hashes")) {
            path.add(bytes(hash));
        }
        long size = number(proof.path("treeSize"));
        byte[] root = MerkleTree.root(body, number(proof.path("logIndex")), size, path);
        if (!Arrays.equals(root, bytes(proof.path("rootHash")))) {
            throw new GeneralSecurityException("its log entry is not in the log's tree");
        }
        Checkpoint.parse(proof.path("checkpoint").path("envelope").asText(""))
                .require(root, size, log);
    }

    /// Holds the entry against the signature that it is to be of.
    void requireOf(byte[] payload, byte[] signature, Certificate signer)
            throws GeneralSecurityException {
        try {
            JsonNode entry = new JsonMapper().readTree(body);
            JsonNode spec = entry.path("spec");
            String payloadHash =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
            JsonNode signatures = spec.path("signatures");
            boolean isSame =
                    entry.path("kind").asText("").equals("dsse")
                            && spec.path("payloadHash")
                                    .path("algorithm")
                                    .asText("")
                                    .equals("sha256")
                            && spec.path("payloadHash").path("value").asText("").equals(payloadHash)
                            && signatures.size() == 1
                            && Arrays.equals(bytes(signatures.path(0).path("signature")), signature)
                            && signer.equals(certificate(signatures.path(0).path("verifier")));
            if (!isSame) {
                throw new GeneralSecurityException("its log entry is of another signature");
            }
        } catch (IOException broken) {
            throw new GeneralSecurityException("its log entry is no JSON", broken);
        }
    }

    private static Certificate certificate(JsonNode pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(bytes(pem)));
    }

    private static long number(JsonNode json) {
        return json.asLong(-1);
    }

    private static byte[] bytes(JsonNode base64) throws GeneralSecurityException {
        try {
            return Base64.getDecoder().decode(base64.asText(""));
        } catch (IllegalArgumentException broken) {
            throw new GeneralSecurityException("its log entry holds no Base64", broken);
        }
    }
}
