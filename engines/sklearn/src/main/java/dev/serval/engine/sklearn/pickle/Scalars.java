package dev.serval.engine.sklearn.pickle;

import dev.serval.engine.sklearn.pickle.Value.Bytes;
import dev.serval.engine.sklearn.pickle.Value.Nothing;
import dev.serval.engine.sklearn.pickle.Value.Real;
import dev.serval.engine.sklearn.pickle.Value.Text;
import dev.serval.engine.sklearn.pickle.Value.Truth;
import dev.serval.engine.sklearn.pickle.Value.Whole;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Reads the opcodes that push a value without parts.
final class Scalars {
    private static final int LONGEST_DIGITS = 1000;

    private final ByteSource source;

    Scalars(ByteSource source) {
        this.source = source;
    }

    /// The value of an opcode of this kind.
    Optional<Value> read(int opcode) {
        return switch (opcode) {
            case Opcode.NONE -> Optional.of(Nothing.NONE);
            case Opcode.NEWTRUE -> Optional.of(new Truth(true));
            case Opcode.NEWFALSE -> Optional.of(new Truth(false));
            case Opcode.INT -> Optional.of(wholeOrTruth(source.line()));
            case Opcode.BININT -> Optional.of(Whole.of(source.signedInt()));
            case Opcode.BININT1 -> Optional.of(Whole.of(source.unsignedByte()));
            case Opcode.BININT2 -> Optional.of(Whole.of(source.unsignedShort()));
            case Opcode.LONG -> Optional.of(digits(source.line()));
            case Opcode.LONG1 -> Optional.of(littleEndian(source.unsignedByte()));
            case Opcode.LONG4 -> Optional.of(littleEndian(source.signedInt()));
            case Opcode.FLOAT -> Optional.of(new Real(real(source.line())));
            case Opcode.BINFLOAT -> Optional.of(new Real(source.bigEndianDouble()));
            default -> readString(opcode);
        };
    }

    private Optional<Value> readString(int opcode) {
        return switch (opcode) {
            case Opcode.STRING -> Optional.of(new Text(PythonText.quoted(source.line())));
            case Opcode.UNICODE -> Optional.of(new Text(PythonText.rawUnicode(source.line())));
            case Opcode.BINSTRING -> Optional.of(text(source.signedInt()));
            case Opcode.SHORT_BINSTRING, Opcode.SHORT_BINUNICODE ->
                    Optional.of(text(source.unsignedByte()));
            case Opcode.BINUNICODE -> Optional.of(text(source.unsignedInt()));
            case Opcode.BINUNICODE8 -> Optional.of(text(source.longLength()));
            case Opcode.SHORT_BINBYTES -> Optional.of(bytes(source.unsignedByte()));
            case Opcode.BINBYTES -> Optional.of(bytes(source.unsignedInt()));
            case Opcode.BINBYTES8, Opcode.BYTEARRAY8 -> Optional.of(bytes(source.longLength()));
            default -> Optional.empty();
        };
    }

    private Text text(long length) {
        return new Text(source.text(length));
    }

    private Bytes bytes(long length) {
        return new Bytes(source.span(length));
    }

    /// Protocol 0 writes booleans as the integers 00 and 01.
    private static Value wholeOrTruth(String line) {
        return switch (line) {
            case "00" -> new Truth(false);
            case "01" -> new Truth(true);
            default -> digits(line);
        };
    }

    /// Time to read digits grows with their square, so there is a limit.
    private static Whole digits(String line) {
        String text = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
        if (text.length() <= LONGEST_DIGITS) {
            try {
                return new Whole(new BigInteger(text));
            } catch (NumberFormatException _) {
                // refused below, like one that is too long
            }
        }
        throw new PickleException(
                "%s is no integer of at most %d digits"
                        .formatted(new Text(line).describe(), LONGEST_DIGITS));
    }

    private Whole littleEndian(int length) {
        ByteBuffer bytes = source.span(length).buffer();
        byte[] reversed = new byte[bytes.remaining()];
        for (int i = reversed.length - 1; i >= 0; i--) {
            reversed[i] = bytes.get();
        }
        return reversed.length == 0 ? Whole.of(0) : new Whole(new BigInteger(reversed));
    }

    private static double real(String line) {
        return switch (line) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> {
                try {
                    yield Double.parseDouble(line);
                } catch (NumberFormatException notOne) {
                    throw new PickleException(
                            "%s is no float".formatted(new Text(line).describe()), notOne);
                }
            }
        };
    }
}
