package dev.serval.protocol.json;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Walks over one JSON text, as its caller asks for what it expects next. Nesting is bounded;
/// `NaN`, `Infinity` and `-Infinity` count as numbers. Arrays and objects are walked in this form:
///
/// ```java
/// for (boolean more = json.beginArray("'inputs'"); more; more = json.nextElement()) { … }
/// ```
///
/// Text that is not JSON is refused with line and column; a value of another kind than the caller
/// expects is refused by the name that the caller gave the thing.
public final class JsonScanner {
    /// What [#peek] says after the last byte.
    public static final int END = -1;

    /// How deep arrays and objects may nest.
    static final int DEEPEST = 64;

    private final byte[] json;
    private final int end;
    private final JsonComplaint complaint;
    private final JsonNumber number;
    private final FloatRun run;
    private final JsonText text;
    private int position;
    private int depth;

    /// @param opening what a refusal of malformed text begins with: `malformed JSON`
    public JsonScanner(byte[] json, int offset, int length, String opening) {
        Objects.checkFromIndexSize(offset, length, json.length);
        this.json = json;
        this.end = offset + length;
        this.complaint = new JsonComplaint(json, offset, end, opening);
        this.position = offset;
        this.number = new JsonNumber(json, end, complaint);
        this.run = new FloatRun(json, end);
        this.text = new JsonText(json, end, complaint);
    }

    /// The first byte of what comes next, white space skipped; [#END] after the last.
    public int peek() {
        int place = position;
        while (place < end) {
            byte next = json[place];
            if (next > ' ' || (next != ' ' && next != '\n' && next != '\r' && next != '\t')) {
                position = place;
                return next;
            }
            place++;
        }
        position = place;
        return END;
    }

    /// Enters an object.
    ///
    /// @param thing what the caller calls it in a refusal: `input 2`
    /// @return whether it has a member, of which [#key] comes next
    public boolean beginObject(Object thing) {
        if (peek() != '{') {
            throw mismatch(thing, "an object");
        }
        return begin('}');
    }

    /// Enters an array.
    ///
    /// @param thing what the caller calls it in a refusal: `'inputs'`, or what becomes that text by
    ///   its `toString` when it is needed
    /// @return whether it has an element, which comes next
    public boolean beginArray(Object thing) {
        if (peek() != '[') {
            throw mismatch(thing, "an array");
        }
        return begin(']');
    }

    private boolean begin(char closing) {
        if (depth == DEEPEST) {
            throw complaint.at(
                    position,
                    "nesting of more than %d levels".formatted(DEEPEST),
                    "at most %d".formatted(DEEPEST));
        }
        position++;
        if (peek() == closing) {
            position++;
            return false;
        }
        depth++;
        return true;
    }

    /// Goes on to the next member of an object, or leaves it.
    public boolean nextMember() {
        return next('}');
    }

    /// Goes on to the next element of an array, or leaves it.
    public boolean nextElement() {
        return next(']');
    }

    private boolean next(char closing) {
        int found = peek();
        if (found == ',') {
            position++;
            return true;
        }
        if (found == closing) {
            position++;
            depth--;
            return false;
        }
        throw malformed("',' or '%c'".formatted(closing));
    }

    /// A member's name; its value comes next.
    public String key() {
        if (peek() != '"') {
            throw malformed("a name in quotes");
        }
        String key = text().toString();
        if (peek() != ':') {
            throw malformed("':'");
        }
        position++;
        return key;
    }

    /// The first byte inside the array or object that comes next, which stays unread.
    public int peekInside() {
        Place before = place();
        position++;
        int first = peek();
        returnTo(before);
        return first;
    }

    /// The name of the first member of the object that comes next, which stays unread; empty if the
    /// object is.
    public String peekKey() {
        Place before = place();
        String key = beginObject("the value") ? key() : "";
        returnTo(before);
        return key;
    }

    /// A string.
    public String string(Object thing) {
        if (peek() != '"') {
            throw mismatch(thing, "a string");
        }
        return text().toString();
    }

    /// An integer of 64 bits.
    public long integer(Object thing) {
        int before = position;
        if (JsonNumber.mayStartWith(peek())) {
            JsonNumber found = number();
            if (found.fitsLong()) {
                return found.toLong();
            }
            position = before;
        }
        throw mismatch(thing, "an integer of 64 bits");
    }

    /// Whether the value is `null`, which is then skipped.
    public boolean skipNull() {
        if (peek() != 'n') {
            return false;
        }
        word("null");
        return true;
    }

    /// `true` or `false`, the first letter of which comes next.
    public boolean flag() {
        boolean value = peek() == 't';
        word(value ? "true" : "false");
        return value;
    }

    /// The string that comes next. What is returned is good until the next string is read.
    JsonText text() {
        position = text.scan(position);
        return text;
    }

    /// The number that comes next. What is returned is good until the next number is read.
    public JsonNumber number() {
        position = number.scan(position);
        return number;
    }

    /// Reads on in an array of FP32 or FP64, from behind an element, as [FloatRun#read] has it.
    long floats(DataType type, MemorySegment target, long index, long most) {
        long count = run.read(type, position, target, index, most);
        position = run.place();
        return count;
    }

    /// Passes over a value of any kind; it must be well-formed.
    public void skipValue() {
        int first = peek();
        switch (first) {
            case '{' -> {
                for (boolean more = begin('}'); more; more = nextMember()) {
                    key();
                    skipValue();
                }
            }
            case '[' -> {
                for (boolean more = begin(']'); more; more = nextElement()) {
                    skipValue();
                }
            }
            case '"' -> text();
            case 't', 'f' -> flag();
            case 'n' -> skipNull();
            default -> {
                if (!JsonNumber.mayStartWith(first)) {
                    throw malformed("a value");
                }
                number();
            }
        }
    }

    /// Passes over a value of any kind, and gives its JSON text.
    public String valueText() {
        int from = place().position();
        skipValue();
        return new String(json, from, position - from, StandardCharsets.UTF_8);
    }

    /// A place to return to.
    public record Place(int position, int depth) {}

    /// Where the value that comes next begins.
    public Place place() {
        peek();
        return new Place(position, depth);
    }

    /// Goes back to a place that was passed, or forth again.
    public void returnTo(Place place) {
        position = place.position();
        depth = place.depth();
    }

    /// How many bytes have not been read.
    public int remaining() {
        return end - position;
    }

    /// @throws InvalidInput if anything but white space comes next
    public void requireEnd() {
        if (peek() != END) {
            throw malformed("the end");
        }
    }

    /// A refusal of the value that comes next, which is not what the caller expects.
    public InvalidInput mismatch(Object thing, String expected) {
        return new InvalidInput("%s is %s, expected %s".formatted(thing, describe(), expected));
    }

    private InvalidInput malformed(String expected) {
        return complaint.at(position, expected);
    }

    /// The value that comes next as a refusal shows it: arrays and objects by kind, the rest as
    /// written.
    private String describe() {
        return switch (peek()) {
            case '{' -> "an object";
            case '[' -> "an array";
            default -> JsonComplaint.quote(valueText());
        };
    }

    private void word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (position == end || json[position] != word.charAt(i)) {
                throw malformed("'%s'".formatted(word));
            }
            position++;
        }
    }
}
