package dev.serval.platform.operator.certificate;

import java.time.Instant;

/// A key with its certificate, as PEM.
///
/// @param key the private key (PKCS #8)
/// @param certificate the certificate
/// @param authority the certificate of who signed it
/// @param ends when it is no longer valid
public record KeyMaterial(String key, String certificate, String authority, Instant ends) {
    /// Without the key.
    @Override
    public String toString() {
        return "KeyMaterial[ends=%s]".formatted(ends);
    }
}
