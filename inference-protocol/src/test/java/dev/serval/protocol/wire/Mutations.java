package dev.serval.protocol.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// Damages messages in the ways that clients, proxies and attackers do.
public final class Mutations {
    private static final String[] FRAGMENTS = {
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\"",
        "\\",
        "null",
        "true",
        "NaN",
        "-Infinity",
        "-1",
        "1.5",
        "1e999",
        "9223372036854775807",
        "9223372036854775808",
        "{\"b64\":\"/w==\"}",
        "[[[[",
        "\u0000",
        "é"
    };

    private Mutations() {}

    /// The message with one to four damages.
    public static byte[] mutate(byte[] message, Random random) {
        byte[] mutated = message;
        for (int damages = 1 + random.nextInt(4); damages > 0; damages--) {
            mutated = damage(mutated, random);
        }
        return mutated;
    }

    private static byte[] damage(byte[] message, Random random) {
        int at = random.nextInt(message.length + 1);
        int to = Math.min(message.length, at + random.nextInt(12));
        String fragment = FRAGMENTS[random.nextInt(FRAGMENTS.length)];
        return switch (random.nextInt(6)) {
            case 0 -> flipped(message, at, random);
            case 1 -> Arrays.copyOf(message, at);
            case 2 -> spliced(message, at, to, new byte[0]);
            case 3 -> spliced(message, at, at, fragment.getBytes(StandardCharsets.UTF_8));
            case 4 -> spliced(message, at, to, fragment.getBytes(StandardCharsets.UTF_8));
            default -> spliced(message, to, to, Arrays.copyOfRange(message, at, to));
        };
    }

    private static byte[] flipped(byte[] message, int at, Random random) {
        if (at == message.length) {
            return message;
        }
        byte[] copy = message.clone();
        copy[at] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    private static byte[] spliced(byte[] message, int from, int to, byte[] between) {
        byte[] result = new byte[message.length - (to - from) + between.length];
        System.arraycopy(message, 0, result, 0, from);
        System.arraycopy(between, 0, result, from, between.length);
        System.arraycopy(message, to, result, from + between.length, message.length - to);
        return result;
    }
}
