package dev.serval.engine.sklearn.pickle;

/// The name of a class or function, which is only ever a name.
public record Symbol(String name) implements Value {
    @Override
    public String describe() {
        return name;
    }
}
