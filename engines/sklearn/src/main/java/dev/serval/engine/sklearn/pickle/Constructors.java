package dev.serval.engine.sklearn.pickle;

import dev.serval.engine.sklearn.pickle.Value.Bytes;
import dev.serval.engine.sklearn.pickle.Value.Nothing;
import dev.serval.engine.sklearn.pickle.Value.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What a pickle's calls make, written down without calling anything. Arguments are not copied: a
/// pickle may name the same ones any number of times.
final class Constructors {
    private static final Sequence EMPTY = new Sequence(List.of());

    private long copied;

    /// @param most how many bytes may be made of texts
    Constructors(long most) {
        this.copied = most;
    }

    /// What calling `callee` makes.
    ///
    /// @throws PickleException naming what may not be called
    Value call(Value callee, Value arguments) {
        Symbol symbol = requireSymbol(callee);
        Sequence given = requireSequence(arguments);
        return switch (symbol.name()) {
            case "copyreg._reconstructor", "copyreg.__newobj__" ->
                    make(requireSymbol(given.at(0)), EMPTY);
            case "_codecs.encode" -> new Bytes(latin1(given));
            case "builtins.bytes", "builtins.bytearray" -> bytes(given);
            default -> make(symbol, given);
        };
    }

    /// What a class makes of arguments.
    static Value make(Symbol symbol, Sequence arguments) {
        if (KnownNames.makesContainer(symbol)) {
            return container(symbol, arguments);
        }
        if (!KnownNames.makesInstance(symbol)) {
            throw PickleException.notRead("a call of " + symbol.name());
        }
        return new Instance(symbol, arguments);
    }

    private static Value container(Symbol symbol, Sequence arguments) {
        Value first = first(arguments).orElse(Nothing.NONE);
        return switch (symbol.name()) {
            case "builtins.dict", "collections.OrderedDict", "collections.defaultdict" ->
                    first instanceof Dictionary dictionary ? dictionary : new Dictionary();
            default -> first instanceof Sequence sequence ? sequence : new Sequence(List.of());
        };
    }

    private static Optional<Value> first(Sequence arguments) {
        return arguments.items().stream().findFirst();
    }

    private Value bytes(Sequence arguments) {
        return switch (first(arguments).orElse(Nothing.NONE)) {
            case Bytes bytes -> bytes;
            case Text text when arguments.size() > 1 -> new Bytes(latin1(text));
            case Nothing _ -> new Bytes(ByteSpan.of(new byte[0]));
            case Value other ->
                    throw new PickleException(
                            "bytes are made of %s, expected bytes".formatted(other.describe()));
        };
    }

    private ByteSpan latin1(Sequence arguments) {
        if (arguments.at(0) instanceof Text text
                && arguments.at(1) instanceof Text encoding
                && encoding.value().equals("latin1")) {
            return latin1(text);
        }
        throw new PickleException("bytes are not written as latin1 text");
    }

    private ByteSpan latin1(Text text) {
        copied -= text.value().length();
        if (copied < 0) {
            throw new PickleException("texts become more bytes than the file has");
        }
        return ByteSpan.of(text.value().getBytes(StandardCharsets.ISO_8859_1));
    }

    static Symbol requireSymbol(Value value) {
        if (value instanceof Symbol symbol) {
            return symbol;
        }
        throw new PickleException(
                "%s is called, expected a class or function".formatted(value.describe()));
    }

    static Sequence requireSequence(Value value) {
        if (value instanceof Sequence sequence) {
            return sequence;
        }
        throw new PickleException("%s is found, expected a tuple".formatted(value.describe()));
    }
}
