package dev.serval.storage.signature;

import dev.serval.storage.source.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// A public key, and where it is from as a message says it.
public record TrustedKey(PublicKey key, String source) {
    private static final String[] ALGORITHMS = {"EC", "RSA", "Ed25519"};

    /// Reads a key in PEM: `-----BEGIN PUBLIC KEY-----`.
    static TrustedKey read(Path file) throws SettingException {
        try {
            String text = Files.readString(file);
            String base64 = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            byte[] bytes = Base64.getDecoder().decode(base64);
            for (String algorithm : ALGORITHMS) {
                PublicKey key = tryRead(bytes, algorithm);
                if (key != null) {
                    return new TrustedKey(key, file.toString());
                }
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw new SettingException(
                    "the key %s cannot be read: %s".formatted(file, broken), broken);
        }
        throw new SettingException(
                "%s holds no public key, expected one of EC, RSA or Ed25519 in PEM"
                        .formatted(file));
    }

    private static @org.jspecify.annotations.Nullable PublicKey tryRead(
            byte[] bytes, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(bytes));
        } catch (GeneralSecurityException another) {
            return null;
        }
    }

    /// Begins to verify: the digest follows from the key, as sigstore has it.
    static Signature verification(PublicKey key) throws GeneralSecurityException {
        String name =
                switch (key.getAlgorithm()) {
                    case "EC" -> {
                        int bits = ((ECPublicKey) key).getParams().getOrder().bitLength();
                        yield bits <= 256
                                ? "SHA256withECDSA"
                                : bits <= 384 ? "SHA384withECDSA" : "SHA512withECDSA";
                    }
                    case "RSA" -> "SHA256withRSA";
                    default -> "Ed25519";
                };
        Signature signature = Signature.getInstance(name);
        signature.initVerify(key);
        return signature;
    }
}
