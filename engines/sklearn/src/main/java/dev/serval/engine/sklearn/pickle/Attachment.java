package dev.serval.engine.sklearn.pickle;

import java.util.function.Supplier;

/// Reads what a library writes between the opcodes, right after an object.
public interface Attachment {
    /// Whether bytes follow an object of that type.
    boolean follows(Instance owner);

    /// Reads those bytes and gives what takes the object's place.
    ///
    /// @param nested reads a whole pickle that follows in the source
    Value read(Instance owner, ByteSource source, Supplier<Value> nested);
}
