package dev.serval.storage.sigstore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.storage.source.Checksum;
import dev.serval.storage.source.SettingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Whose certificates and logs count, as sigstore's `trusted_root.json` says it.
public final class TrustedRoot {
    private static final String KIND = "application/vnd.dev.sigstore.trustedroot";

    private final String sha256;
    private final List<LogKey> signatureLogs;
    private final List<LogKey> certificateLogs;
    private final List<CertificateAuthority> authorities;

    private TrustedRoot(String sha256, JsonNode json) throws GeneralSecurityException {
        this.sha256 = sha256;
        this.signatureLogs = logs(json.path("tlogs"));
        this.certificateLogs = logs(json.path("ctlogs"));
        List<CertificateAuthority> found = new ArrayList<>();
        for (JsonNode one : json.path("certificateAuthorities")) {
            found.add(authority(one));
        }
        this.authorities = List.copyOf(found);
    }

    /// @throws SettingException if the file is no trusted root
    public static TrustedRoot read(Path file) throws SettingException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            JsonNode json = new JsonMapper().readTree(bytes);
            if (!json.path("mediaType").asText("").startsWith(KIND)) {
                throw new SettingException(
                        "%s is no trusted root of sigstore, expected JSON with the mediaType '%s…', found '%s'"
                                .formatted(file, KIND, json.path("mediaType").asText("")));
            }
            Checksum.Sum sum = Checksum.Algorithm.SHA256.start(bytes.length);
            sum.add(bytes, bytes.length);
            return new TrustedRoot(sum.hex(), json);
        } catch (IOException
                | GeneralSecurityException
                | IllegalArgumentException
                | DateTimeException broken) {
            throw new SettingException(
                    "the trusted root %s cannot be read: %s".formatted(file, broken.getMessage()),
                    broken);
        }
    }

    private static List<LogKey> logs(JsonNode json) throws GeneralSecurityException {
        List<LogKey> logs = new ArrayList<>();
        for (JsonNode one : json) {
            JsonNode key = one.path("publicKey");
            logs.add(
                    LogKey.of(
                            one.path("logId").path("keyId").asText(""),
                            bytes(key),
                            period(key.path("validFor"))));
        }
        return List.copyOf(logs);
    }

    private static CertificateAuthority authority(JsonNode json) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> chain = new ArrayList<>();
        for (JsonNode one : json.path("certChain").path("certificates")) {
            chain.add(
                    (X509Certificate)
                            factory.generateCertificate(new ByteArrayInputStream(bytes(one))));
        }
        return new CertificateAuthority(chain, period(json.path("validFor")));
    }

    private static byte[] bytes(JsonNode json) {
        return Base64.getDecoder().decode(json.path("rawBytes").asText(""));
    }

    private static Period period(JsonNode json) {
        return new Period(
                Instant.parse(json.path("start").asText("1970-01-01T00:00:00Z")),
                Instant.parse(json.path("end").asText("9999-12-31T23:59:59Z")));
    }

    /// The logs of signatures (Rekor).
    List<LogKey> signatureLogs() {
        return signatureLogs;
    }

    /// The logs of certificates (certificate transparency).
    List<LogKey> certificateLogs() {
        return certificateLogs;
    }

    /// The authorities of certificates of minutes (Fulcio).
    List<CertificateAuthority> authorities() {
        return authorities;
    }

    /// What tells it from others.
    @Override
    public String toString() {
        return "trusted root " + sha256;
    }
}
