package dev.serval.engine.sklearn.pickle;

/// The name of a class or function, which is only ever a name.
public record Symbol(String name) implements Value {
    /// A name that a file with a model may use.
    ///
    /// @throws PickleException if it is on no list
    public static Symbol known(String module, String name) {
        return KnownNames.require(module, name);
    }

    @Override
    public String describe() {
        return name;
    }
}
