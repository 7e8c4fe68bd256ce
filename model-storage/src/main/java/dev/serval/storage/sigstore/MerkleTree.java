package dev.serval.storage.sigstore;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;

/// The tree whose leaves are a log's entries (RFC 6962, section 2).
final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleTree() {}

    /// The root that a leaf leads to (RFC 9162, section 2.1.3.2).
    ///
    /// @param index the leaf's, from 0
    /// @param size how many leaves there are
    /// @param path the hashes beside the way up
    /// @throws GeneralSecurityException if the path is not of the length that the tree has
    static byte[] root(byte[] leaf, long index, long size, List<byte[]> path)
            throws GeneralSecurityException {
        if (index < 0 || index >= size) {
            throw new GeneralSecurityException(
                    "entry %d is in no tree of %d".formatted(index, size));
        }
        long at = index;
        long last = size - 1;
        byte[] hash = hash(LEAF, leaf, new byte[0]);
        for (byte[] beside : path) {
            if (last == 0) {
                throw wrongLength(path, size);
            }
            if ((at & 1) == 1 || at == last) {
                hash = hash(NODE, beside, hash);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = hash(NODE, hash, beside);
            }
            at >>= 1;
            last >>= 1;
        }
        if (last != 0) {
            throw wrongLength(path, size);
        }
        return hash;
    }

    private static GeneralSecurityException wrongLength(List<byte[]> path, long size) {
        return new GeneralSecurityException(
                "a proof of %d hashes is of no tree of %d".formatted(path.size(), size));
    }

    private static byte[] hash(byte kind, byte[] left, byte[] right)
            throws GeneralSecurityException {
        MessageDigest sum = MessageDigest.getInstance("SHA-256");
        sum.update(kind);
        sum.update(left);
        return sum.digest(right);
    }
}
