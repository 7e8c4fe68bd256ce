package dev.serval.storage.sigstore;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A certificate's proof that a log of certificates knows it: the signed certificate timestamps
/// that are embedded in it (RFC 6962, section 3).
final class CertificateTimestamps {
    private static final String EXTENSION = "1.3.6.1.4.1.11129.2.4.2";

    /// The same as DER.
    private static final byte[] EXTENSION_DER = {
        0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, (byte) 0xd6, 0x79, 0x02, 0x04, 0x02
    };

    /// What holds the extensions in a certificate's signed part.
    private static final int EXTENSIONS = 0xa3;

    private static final int ID_BYTES = 32;
    private static final int PRECERTIFICATE = 1;

    private CertificateTimestamps() {}

    /// @throws GeneralSecurityException if no trusted log knows the certificate
    static void require(X509Certificate signer, X509Certificate issuer, List<LogKey> logs)
            throws GeneralSecurityException {
        byte[] extension = signer.getExtensionValue(EXTENSION);
        if (extension == null) {
            throw new GeneralSecurityException("it has no timestamp of a log of certificates");
        }
        byte[] list = DerValue.parse(DerValue.parse(extension).content()).content();
        byte[] logged = precertificate(signer, issuer);
        List<String> refusals = new ArrayList<>();
        try {
            ByteBuffer all = ByteBuffer.wrap(list);
            ByteBuffer timestamps = ByteBuffer.wrap(vector(all));
            while (timestamps.hasRemaining()) {
                String refusal = refusal(ByteBuffer.wrap(vector(timestamps)), logged, logs);
                if (refusal.isEmpty()) {
                    return;
                }
                refusals.add(refusal);
            }
        } catch (BufferUnderflowException truncated) {
            throw new GeneralSecurityException(
                    "the timestamp of a log of certificates is truncated", truncated);
        }
        throw new GeneralSecurityException(String.join("; ", refusals));
    }

    private static String refusal(ByteBuffer timestamp, byte[] logged, List<LogKey> logs) {
        byte version = timestamp.get();
        byte[] id = new byte[ID_BYTES];
        timestamp.get(id);
        long millis = timestamp.getLong();
        byte[] extensions = vector(timestamp);
        timestamp.getShort(); // the algorithm, which is that of the log's key
        byte[] signature = vector(timestamp);
        if (version != 0) {
            return "the timestamp of a log of certificates has version " + version;
        }
        try {
            Instant time = Instant.ofEpochMilli(millis);
            LogKey log = LogKey.require(logs, id, time, "log of certificates");
            return log.signed(entry(millis, logged, extensions), signature)
                    ? ""
                    : "the timestamp of a log of certificates is not signed by that log";
        } catch (GeneralSecurityException unknown) {
            return String.valueOf(unknown.getMessage());
        }
    }

    private static byte[] vector(ByteBuffer from) {
        byte[] bytes = new byte[from.getShort() & 0xffff];
        from.get(bytes);
        return bytes;
    }

    /// What a log signs.
    private static byte[] entry(long millis, byte[] logged, byte[] extensions) {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(entry)) {
            out.writeByte(0); // version 1
            out.writeByte(0); // a timestamp of a certificate
            out.writeLong(millis);
            out.writeShort(PRECERTIFICATE);
            out.write(logged);
            out.writeShort(extensions.length);
            out.write(extensions);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return entry.toByteArray();
    }

    /// What the log was shown: who was to issue it, and the signed part without the timestamps.
    private static byte[] precertificate(X509Certificate signer, X509Certificate issuer)
            throws GeneralSecurityException {
        byte[] signed = withoutTimestamps(DerValue.parse(signer.getTBSCertificate()));
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        shown.writeBytes(
                MessageDigest.getInstance("SHA-256").digest(issuer.getPublicKey().getEncoded()));
        shown.write(signed.length >>> 2 * Byte.SIZE);
        shown.write(signed.length >>> Byte.SIZE);
        shown.write(signed.length);
        shown.writeBytes(signed);
        return shown.toByteArray();
    }

    private static byte[] withoutTimestamps(DerValue signed) throws GeneralSecurityException {
        List<byte[]> parts = new ArrayList<>();
        for (DerValue part : signed.parts()) {
            parts.add(part.tag() == EXTENSIONS ? extensions(part) : part.encoded());
        }
        return DerValue.encode(DerValue.SEQUENCE, parts);
    }

    private static byte[] extensions(DerValue tagged) throws GeneralSecurityException {
        List<byte[]> kept = new ArrayList<>();
        for (DerValue extension : DerValue.parse(tagged.content()).parts()) {
            if (!Arrays.equals(extension.parts().getFirst().encoded(), EXTENSION_DER)) {
                kept.add(extension.encoded());
            }
        }
        return DerValue.encode(EXTENSIONS, List.of(DerValue.encode(DerValue.SEQUENCE, kept)));
    }
}
