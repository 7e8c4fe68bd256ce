package dev.serval.inference.contract;

/// How a runtime may be tied to whoever started it: the values of
/// [RuntimeEnvironment#LIFECYCLE_PARENT].
public final class LifecycleParent {
    /// It ends when its standard input does.
    public static final String STDIN = "stdin";

    private LifecycleParent() {}
}
