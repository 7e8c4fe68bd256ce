package dev.serval.engine.sklearn.pickle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An object: the name of what makes it, what that was to be called with, and the object's state.
public final class Instance implements Value {
    private final Symbol type;
    private final Sequence arguments;
    private final List<Dictionary> attributes = new ArrayList<>();
    private final Dictionary items = new Dictionary();
    private Value state = Nothing.NONE;

    Instance(Symbol type, Sequence arguments) {
        this.type = type;
        this.arguments = arguments;
    }

    /// An object of that name, which may be one that makes objects.
    ///
    /// @param state the attributes as a dict, another state, or nothing
    /// @throws PickleException if the name is not known to make objects
    public static Instance of(Symbol type, Sequence arguments, Value state) {
        if (!KnownNames.makesInstance(type)) {
            throw PickleException.notRead("a call of " + type.name());
        }
        Instance instance = new Instance(type, arguments);
        instance.build(state);
        return instance;
    }

    /// The class's dotted name, or that of the function that makes the object.
    public String type() {
        return type.name();
    }

    public Sequence arguments() {
        return arguments;
    }

    /// The same object with one more attribute.
    public Instance with(String name, Value value) {
        Instance more = new Instance(type, arguments);
        more.attributes.addAll(attributes);
        Dictionary added = new Dictionary();
        added.putAll(List.of(new Text(name), value));
        more.attributes.add(added);
        return more;
    }

    /// What the object was given as its state, if that is no dict.
    public Value state() {
        return state;
    }

    /// The attribute of that name, as it was set last.
    public Optional<Value> find(String name) {
        return attributes.reversed().stream()
                .flatMap(dictionary -> dictionary.find(name).stream())
                .findFirst();
    }

    /// What the object holds if it is a kind of dict.
    public Dictionary items() {
        return items;
    }

    /// A dict is the object's attributes, and so are the two of a pair. They are not copied: a
    /// pickle may give one dict to many objects.
    void build(Value given) {
        switch (given) {
            case Dictionary dictionary -> attributes.add(dictionary);
            case Sequence pair when isPairOfAttributes(pair) -> pair.items().forEach(this::build);
            case Nothing _ -> {
                // one of a pair that has no attributes
            }
            case Value other -> state = other;
        }
    }

    private static boolean isPairOfAttributes(Sequence pair) {
        return pair.size() == 2
                && pair.items().stream()
                        .allMatch(half -> half == Nothing.NONE || half instanceof Dictionary);
    }

    @Override
    public String describe() {
        return "a " + type.name();
    }
}
