package dev.serval.engine.sklearn.numpy;

import dev.serval.engine.sklearn.pickle.ByteSpan;
import dev.serval.engine.sklearn.pickle.Dictionary;
import dev.serval.engine.sklearn.pickle.Instance;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Sequence;
import dev.serval.engine.sklearn.pickle.Value;
import dev.serval.engine.sklearn.pickle.Value.Text;
import dev.serval.engine.sklearn.pickle.Value.Whole;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An array in NumPy's own file format, versions 1 to 3: a header in Python's notation, and the
/// elements, which nothing is done with here.
///
/// @param elementType as pickles have it
/// @param shape a tuple of sizes
public record NpyFile(Instance elementType, Sequence shape, boolean columnMajor, ByteSpan content) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int NEWEST = 3;
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int CHARACTER_SIZE = 4;
    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{'descr': (.{1,60000}), 'fortran_order': (True|False),"
                            + " 'shape': \\(([0-9, ]{0,200})\\),? *\\} *\n?");
    private static final Pattern PLAIN_TYPE = Pattern.compile("'([<>|=][A-Za-z][^']{0,20})'");
    private static final Pattern FIELD =
            Pattern.compile("\\G(?:, )?\\('([^']*)', '([<>|=][A-Za-z][0-9]{0,8})'\\)");
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

    /// The array that a file's bytes are.
    ///
    /// @throws PickleException if they are none, or have a type that is not read
    public static NpyFile parse(ByteSpan file) {
        ByteBuffer bytes = file.buffer().order(ByteOrder.LITTLE_ENDIAN);
        int version = version(bytes);
        long length = headerLength(bytes, version);
        if (length > Math.min(LONGEST_HEADER, bytes.remaining())) {
            throw new PickleException(
                    "the header of an array has %d bytes, expected at most %d of the %d that are left"
                            .formatted(length, LONGEST_HEADER, bytes.remaining()));
        }
        byte[] header = new byte[(int) length];
        bytes.get(header);
        return parse(new String(header, StandardCharsets.UTF_8), file.from(bytes.position()));
    }

    private static int version(ByteBuffer bytes) {
        for (byte expected : MAGIC) {
            if (!bytes.hasRemaining() || bytes.get() != expected) {
                throw new PickleException("an array does not begin as NumPy's files do");
            }
        }
        int version = bytes.remaining() < Short.BYTES ? -1 : bytes.getShort() & 0xff;
        if (version < 1 || version > NEWEST) {
            throw new PickleException(
                    "an array is of version %d of NumPy's files, expected 1 to %d"
                            .formatted(version, NEWEST));
        }
        return version;
    }

    private static long headerLength(ByteBuffer bytes, int version) {
        if (bytes.remaining() < Integer.BYTES) {
            throw new PickleException("an array ends within its header");
        }
        return version == 1
                ? Short.toUnsignedLong(bytes.getShort())
                : Integer.toUnsignedLong(bytes.getInt());
    }

    private static NpyFile parse(String header, ByteSpan content) {
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw new PickleException(
                    "the header of an array is %s".formatted(new Text(header).describe()));
        }
        return new NpyFile(
                type(matcher.group(1)),
                shape(matcher.group(3)),
                matcher.group(2).equals("True"),
                content);
    }

    private static Sequence shape(String sizes) {
        List<Whole> shape = new ArrayList<>();
        for (Matcher size = SIZE.matcher(sizes); size.find(); ) {
            shape.add(Whole.of(Long.parseLong(size.group())));
        }
        return Sequence.of(shape);
    }

    private static Instance type(String description) {
        Matcher plain = PLAIN_TYPE.matcher(description);
        return plain.matches() ? PickledForm.type(plain.group(1)) : structure(description);
    }

    /// Fields one after another; those without a name are there for the sake of the others' places.
    private static Instance structure(String description) {
        Matcher field = FIELD.matcher(description);
        field.region(Math.min(1, description.length()), description.length());
        List<Value> names = new ArrayList<>();
        List<Value> fields = new ArrayList<>();
        int end = 1;
        long offset = 0;
        while (field.find()) {
            if (!field.group(1).isEmpty()) {
                Text name = new Text(field.group(1));
                names.add(name);
                fields.add(name);
                fields.add(
                        Sequence.of(List.of(PickledForm.type(field.group(2)), Whole.of(offset))));
            }
            offset += size(field.group(2));
            end = field.end();
        }
        if (!description.startsWith("[") || !description.substring(end).equals("]")) {
            throw PickleException.notRead("dtype " + new Text(description).describe());
        }
        return PickledForm.structure(Sequence.of(names), Dictionary.of(fields), offset);
    }

    private static long size(String code) {
        if (code.length() <= 2) {
            return 0;
        }
        long number = Long.parseLong(code, 2, code.length(), 10);
        return code.charAt(1) == 'U' ? number * CHARACTER_SIZE : number;
    }

    /// The array, as pickles have it.
    public Instance array() {
        return PickledForm.array(elementType, shape, columnMajor, content);
    }

    /// The array's only element, as pickles have it.
    public Instance scalar() {
        return PickledForm.scalar(elementType, content);
    }
}
