package dev.serval.engine.sklearn.pickle;

import dev.serval.engine.sklearn.pickle.Value.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The machine that a pickle is a program for, as far as that only writes data down.
final class PickleReader {
    private static final int NEWEST = 5;
    private static final int DEEPEST = 8;

    private final ByteSource source;
    private final Attachment attachment;
    private final int depth;
    private final Scalars scalars;
    private final Constructors constructors;
    private final ValueStack stack = new ValueStack();
    private final Map<Long, Value> memo = new HashMap<>();

    PickleReader(ByteSource source, Attachment attachment) {
        this(source, attachment, 0);
    }

    private PickleReader(ByteSource source, Attachment attachment, int depth) {
        this.source = source;
        this.attachment = attachment;
        this.depth = depth;
        this.scalars = new Scalars(source);
        this.constructors = new Constructors(source.remaining());
    }

    /// The value that the pickle ends with.
    ///
    /// @throws PickleException if the pickle is broken or asks for what is not on the lists
    Value read() {
        while (true) {
            int at = source.position();
            int opcode = source.unsignedByte();
            if (opcode == Opcode.STOP) {
                return stack.pop();
            }
            boolean known =
                    readScalar(opcode)
                            || readContainer(opcode)
                            || readMemo(opcode)
                            || readObject(opcode)
                            || readStructure(opcode);
            if (!known) {
                throw new PickleException(
                        "byte %d: opcode 0x%02x is not read, the file is no plain pickle"
                                .formatted(at, opcode));
            }
        }
    }

    private boolean readScalar(int opcode) {
        var scalar = scalars.read(opcode);
        scalar.ifPresent(stack::push);
        return scalar.isPresent();
    }

    private boolean readContainer(int opcode) {
        switch (opcode) {
            case Opcode.EMPTY_LIST, Opcode.EMPTY_TUPLE, Opcode.EMPTY_SET ->
                    stack.push(new Sequence(List.of()));
            case Opcode.LIST, Opcode.TUPLE, Opcode.FROZENSET ->
                    stack.push(new Sequence(stack.popToMark()));
            case Opcode.TUPLE1, Opcode.TUPLE2, Opcode.TUPLE3 ->
                    stack.push(new Sequence(stack.popLast(opcode - Opcode.TUPLE1 + 1)));
            case Opcode.EMPTY_DICT -> stack.push(new Dictionary());
            case Opcode.DICT -> {
                Dictionary dictionary = new Dictionary();
                dictionary.putAll(stack.popToMark());
                stack.push(dictionary);
            }
            case Opcode.APPEND -> append(stack.popLast(1));
            case Opcode.APPENDS, Opcode.ADDITEMS -> append(stack.popToMark());
            case Opcode.SETITEM -> setItems(stack.popLast(2));
            case Opcode.SETITEMS -> setItems(stack.popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void append(List<Value> items) {
        if (!(stack.peek() instanceof Sequence sequence)) {
            throw new PickleException(
                    "items are added to %s, expected a list".formatted(stack.peek().describe()));
        }
        sequence.append(items);
    }

    private void setItems(List<Value> keysAndValues) {
        switch (stack.peek()) {
            case Dictionary dictionary -> dictionary.putAll(keysAndValues);
            case Instance instance -> instance.items().putAll(keysAndValues);
            case Value other ->
                    throw new PickleException(
                            "entries are set in %s, expected a dict".formatted(other.describe()));
        }
    }

    private boolean readMemo(int opcode) {
        switch (opcode) {
            case Opcode.GET -> stack.push(recall(source.line()));
            case Opcode.BINGET -> stack.push(recall(source.unsignedByte()));
            case Opcode.LONG_BINGET -> stack.push(recall(source.unsignedInt()));
            case Opcode.PUT -> memo.put(number(source.line()), stack.peek());
            case Opcode.BINPUT -> memo.put((long) source.unsignedByte(), stack.peek());
            case Opcode.LONG_BINPUT -> memo.put(source.unsignedInt(), stack.peek());
            case Opcode.MEMOIZE -> memo.put((long) memo.size(), stack.peek());
            default -> {
                return false;
            }
        }
        return true;
    }

    private Value recall(String line) {
        return recall(number(line));
    }

    private Value recall(long index) {
        Value value = memo.get(index);
        if (value == null) {
            throw new PickleException("memo %d is read before it is written".formatted(index));
        }
        return value;
    }

    private static long number(String line) {
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException notOne) {
            throw new PickleException(
                    "%s is no number of a memo".formatted(new Text(line).describe()), notOne);
        }
    }

    private boolean readObject(int opcode) {
        switch (opcode) {
            case Opcode.GLOBAL -> stack.push(KnownNames.require(source.line(), source.line()));
            case Opcode.STACK_GLOBAL -> {
                List<Value> name = stack.popLast(2);
                stack.push(KnownNames.require(text(name.getFirst()), text(name.getLast())));
            }
            case Opcode.REDUCE -> {
                List<Value> call = stack.popLast(2);
                stack.push(constructors.call(call.getFirst(), call.getLast()));
            }
            case Opcode.NEWOBJ -> create(stack.popLast(2));
            case Opcode.NEWOBJ_EX -> create(stack.popLast(3));
            case Opcode.BUILD -> build(stack.pop());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String text(Value value) {
        if (value instanceof Text text) {
            return text.value();
        }
        throw new PickleException("a name is %s, expected a string".formatted(value.describe()));
    }

    private void create(List<Value> classAndArguments) {
        Symbol type = Constructors.requireSymbol(classAndArguments.getFirst());
        Sequence arguments = Constructors.requireSequence(classAndArguments.get(1));
        stack.push(Constructors.make(type, arguments));
    }

    private void build(Value state) {
        if (!(stack.peek() instanceof Instance instance)) {
            throw new PickleException(
                    "%s is given a state, expected an object".formatted(stack.peek().describe()));
        }
        instance.build(state);
        if (attachment.follows(instance)) {
            stack.pop();
            stack.push(attachment.read(instance, source, this::readNested));
        }
    }

    private Value readNested() {
        if (depth >= DEEPEST) {
            throw new PickleException(
                    "pickles within pickles are %d deep, expected at most %d"
                            .formatted(depth + 1, DEEPEST));
        }
        return new PickleReader(source, attachment, depth + 1).read();
    }

    private boolean readStructure(int opcode) {
        switch (opcode) {
            case Opcode.MARK -> stack.mark();
            case Opcode.POP -> stack.drop();
            case Opcode.POP_MARK -> stack.popToMark();
            case Opcode.DUP -> stack.push(stack.peek());
            case Opcode.FRAME -> source.longLength();
            case Opcode.PROTO -> {
                int protocol = source.unsignedByte();
                if (protocol > NEWEST) {
                    throw new PickleException(
                            "it is pickle protocol %d, expected at most %d"
                                    .formatted(protocol, NEWEST));
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
