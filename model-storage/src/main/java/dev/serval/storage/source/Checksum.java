package dev.serval.storage.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.zip.CRC32C;

/// What the bytes of a file should add up to.
///
/// @param algorithm how they are added up
/// @param hex the sum, in lower case hexadecimal digits
public record Checksum(Algorithm algorithm, String hex) {
    public Checksum {
        hex = hex.toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]{%d}".formatted(2 * algorithm.length))) {
            throw new IllegalArgumentException(
                    "%s '%s' is not %d hexadecimal digits"
                            .formatted(algorithm, hex, 2 * algorithm.length));
        }
    }

    /// From the strongest to the weakest: what comes first is checked.
    public enum Algorithm {
        SHA512(64, _ -> new Digested("SHA-512")),
        SHA256(32, _ -> new Digested("SHA-256")),
        /// The name of a blob in Git: SHA-1 over a header with the size, and the bytes.
        GIT_SHA1(20, Algorithm::gitBlob),
        MD5(16, _ -> new Digested("MD5")),
        /// RFC 3720's, big-endian.
        CRC32C(4, _ -> new Cyclic());

        private final int length;
        private final LongFunction<Sum> start;

        Algorithm(int length, LongFunction<Sum> start) {
            this.length = length;
            this.start = start;
        }

        /// Begins to add up a file of that size.
        public Sum start(long size) {
            return start.apply(size);
        }

        /// Whether nobody can make another file with the same sum.
        public boolean isStrong() {
            return this == SHA512 || this == SHA256;
        }

        private static Sum gitBlob(long size) {
            Digested sum = new Digested("SHA-1");
            byte[] header = ("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII);
            sum.add(header, header.length);
            return sum;
        }
    }

    /// A sum that is being made.
    public interface Sum {
        void add(byte[] bytes, int length);

        /// The sum of all that was added, in hexadecimal digits; asked for once.
        String hex();
    }

    private static final class Digested implements Sum {
        private final MessageDigest digest;

        Digested(String algorithm) {
            try {
                digest = MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException("this Java lacks " + algorithm, missing);
            }
        }

        @Override
        public void add(byte[] bytes, int length) {
            digest.update(bytes, 0, length);
        }

        @Override
        public String hex() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private static final class Cyclic implements Sum {
        private final CRC32C crc = new CRC32C();

        @Override
        public void add(byte[] bytes, int length) {
            crc.update(bytes, 0, length);
        }

        @Override
        public String hex() {
            return HexFormat.of().toHexDigits((int) crc.getValue());
        }
    }
}
