package dev.serval.storage.sigstore;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/// The key of a public log.
///
/// @param id by which what the log signed names it, in Base64
/// @param valid when what it signs counts
record LogKey(String id, PublicKey key, Period valid) {
    private static final List<String> ALGORITHMS = List.of("EC", "Ed25519", "RSA");

    /// @param der a SubjectPublicKeyInfo
    static LogKey of(String id, byte[] der, Period valid) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return new LogKey(
                        id,
                        KeyFactory.getInstance(algorithm)
                                .generatePublic(new X509EncodedKeySpec(der)),
                        valid);
            } catch (GeneralSecurityException another) {
                // It is a key of the next algorithm, or of none of them.
            }
        }
        throw new GeneralSecurityException(
                "the key of log '%s' is of none of %s".formatted(id, ALGORITHMS));
    }

    /// Whether the log signed it.
    boolean signed(byte[] content, byte[] bytes) {
        try {
            Signature verification =
                    Signature.getInstance(
                            switch (key.getAlgorithm()) {
                                case "EC" -> "SHA256withECDSA";
                                case "RSA" -> "SHA256withRSA";
                                default -> "Ed25519";
                            });
            verification.initVerify(key);
            verification.update(content);
            return verification.verify(bytes);
        } catch (GeneralSecurityException broken) {
            return false;
        }
    }

    /// The log that is named, at a time when its key counted.
    ///
    /// @param kind what kind of log it is, for the message
    static LogKey require(List<LogKey> logs, byte[] id, Instant time, String kind)
            throws GeneralSecurityException {
        String wanted = Base64.getEncoder().encodeToString(id);
        for (LogKey log : logs) {
            if (log.id.equals(wanted) && log.valid.contains(time)) {
                return log;
            }
        }
        throw new GeneralSecurityException(
                "%s '%s' is none of the trusted root's at %s".formatted(kind, wanted, time));
    }
}
