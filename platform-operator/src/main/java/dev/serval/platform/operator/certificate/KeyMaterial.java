package dev.serval.platform.operator.certificate;

import java.time.Instant;

/// A key with its certificate, as PEM.
///
/// @param key the private key (PKCS #8)
/// @param certificate the certificate
/// @param authority the certificate of who signed it, and maybe of who signed the one before
/// @param ends when it is no longer valid
public record KeyMaterial(String key, String certificate, String authority, Instant ends) {
    private static final String END = "-----END CERTIFICATE-----";

    /// This key, told in such a way that who trusts it trusts another too.
    ///
    /// @param before whose authority is trusted still, if it is valid at all; not those before it
    KeyMaterial trustedWith(KeyMaterial before) {
        int end = before.authority.indexOf(END);
        if (end < 0 || before.ends.equals(Instant.EPOCH)) {
            return this;
        }
        String another = before.authority.substring(0, end + END.length());
        return new KeyMaterial(
                key, certificate, "%s\n%s\n".formatted(authority.strip(), another), ends);
    }

    /// Without the key.
    @Override
    public String toString() {
        return "KeyMaterial[ends=%s]".formatted(ends);
    }
}
