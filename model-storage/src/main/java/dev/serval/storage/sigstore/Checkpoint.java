package dev.serval.storage.sigstore;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;

/// What a log signs of all it holds: how many entries, and their root ("signed note").
final class Checkpoint {
    /// The bytes before a signature that hint at the key.
    private static final int HINT = 4;

    private static final int SIZE = 1;
    private static final int ROOT = 2;

    private final String note;
    private final String signatures;
    private final long size;
    private final byte[] root;

    private Checkpoint(String note, String signatures, long size, byte[] root) {
        this.note = note;
        this.signatures = signatures;
        this.size = size;
        this.root = root;
    }

    static Checkpoint parse(String envelope) throws GeneralSecurityException {
        int gap = envelope.indexOf("\n\n");
        String[] lines = envelope.split("\n", -1);
        if (gap < 0 || lines.length <= ROOT) {
            throw new GeneralSecurityException("the log's checkpoint is no signed note");
        }
        try {
            return new Checkpoint(
                    envelope.substring(0, gap + 1),
                    envelope.substring(gap + 2),
                    Long.parseLong(lines[SIZE]),
                    Base64.getDecoder().decode(lines[ROOT]));
        } catch (IllegalArgumentException broken) {
            throw new GeneralSecurityException("the log's checkpoint is no checkpoint", broken);
        }
    }

    /// Holds a root against the one that the log signed.
    void require(byte[] found, long entries, LogKey log) throws GeneralSecurityException {
        if (!isSignedBy(log)) {
            throw new GeneralSecurityException("the log's checkpoint is not signed by that log");
        }
        if (entries != size || !Arrays.equals(found, root)) {
            throw new GeneralSecurityException("the log's checkpoint is of another tree");
        }
    }

    private boolean isSignedBy(LogKey log) {
        byte[] content = note.getBytes(StandardCharsets.UTF_8);
        for (String line : signatures.split("\n", -1)) {
            String[] words = line.split(" ", -1);
            byte[] bytes = decoded(words[words.length - 1]);
            if (bytes.length > HINT
                    && log.signed(content, Arrays.copyOfRange(bytes, HINT, bytes.length))) {
                return true;
            }
        }
        return false;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException broken) {
            return new byte[0];
        }
    }
}
