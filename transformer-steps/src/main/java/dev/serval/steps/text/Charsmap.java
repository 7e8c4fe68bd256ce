package dev.serval.steps.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// SentencePiece's normalization rules as a model carries them: a double-array trie over the UTF-8
/// of what is replaced (Aoe 1989, in Darts' layout), and the replacements, each ended by a zero.
/// Not a record, since it holds arrays.
final class Charsmap {
    /// What a reader takes for one character.
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    /// Characters of fewer bytes are looked up whole, as Hugging Face's library does.
    private static final int LONGEST_WHOLE = 6;

    private static final int LEAF = 1 << 8;
    private static final int LABEL = 1 << 31 | 0xFF;
    private static final int VALUE = 0x7FFF_FFFF;

    private final int[] units;
    private final byte[] replacements;

    private Charsmap(int[] units, byte[] replacements) {
        this.units = units;
        this.replacements = replacements;
    }

    /// @param base64 the rules as a `tokenizer.json` has them
    static Charsmap of(String base64) throws TokenizerException {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException malformed) {
            throw new TokenizerException("normalizer.precompiled_charsmap is no base64");
        }
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        int size = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
        if (size < Integer.BYTES || size % Integer.BYTES != 0 || size > bytes.remaining()) {
            throw new TokenizerException(
                    "normalizer.precompiled_charsmap claims a trie of %d bytes, %d are left"
                            .formatted(size, bytes.remaining()));
        }
        int[] units = new int[size / Integer.BYTES];
        bytes.asIntBuffer().get(units);
        byte[] replacements = new byte[bytes.remaining() - size];
        bytes.position(bytes.position() + size).get(replacements);
        return new Charsmap(units, replacements);
    }

    /// A text with all that is replaced.
    String apply(String text) {
        StringBuilder replaced = new StringBuilder(text.length());
        Matcher characters = GRAPHEME.matcher(text);
        while (characters.find()) {
            String character = characters.group();
            String whole =
                    character.getBytes(StandardCharsets.UTF_8).length < LONGEST_WHOLE
                            ? replacement(character)
                            : null;
            if (whole != null) {
                replaced.append(whole);
                continue;
            }
            character
                    .codePoints()
                    .mapToObj(Character::toString)
                    .forEach(part -> {
                        String own = replacement(part);
                        replaced.append(own == null ? part : own);
                    });
        }
        return replaced.toString();
    }

    /// What stands for the shortest beginning of a text that a rule has; `null` where none has one.
    private @Nullable String replacement(String text) {
        int node = offset(units[0]);
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            node ^= each & 0xFF;
            if (each == 0 || !isPlace(node) || (units[node] & LABEL) != (each & 0xFF)) {
                return null;
            }
            int unit = units[node];
            node ^= offset(unit);
            if ((unit & LEAF) != 0 && isPlace(node)) {
                return ended(units[node] & VALUE);
            }
        }
        return null;
    }

    private boolean isPlace(int node) {
        return node >= 0 && node < units.length;
    }

    private static int offset(int unit) {
        return (unit >>> 10) << ((unit & 1 << 9) >>> 6);
    }

    private String ended(int start) {
        int end = Math.min(start, replacements.length);
        int begin = end;
        while (end < replacements.length && replacements[end] != 0) {
            end++;
        }
        return new String(replacements, begin, end - begin, StandardCharsets.UTF_8);
    }
}
