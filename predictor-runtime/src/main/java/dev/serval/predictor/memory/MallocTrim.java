package dev.serval.predictor.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// The C library's `malloc_trim`, where it has one. A native image has another class of this name,
/// which calls as C does.
final class MallocTrim {
    private final @Nullable MethodHandle function = find();

    private static @Nullable MethodHandle find() {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("malloc_trim")
                .map(function ->
                        linker.downcallHandle(
                                function,
                                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)))
                .orElse(null);
    }

    /// Gives what is free back to the system.
    ///
    /// @return whether there was any, and a function to do so
    boolean giveBack() {
        if (function == null) {
            return false;
        }
        try {
            return (int) function.invokeExact(0L) == 1;
        } catch (Throwable thrown) {
            throw new IllegalStateException("malloc_trim threw " + thrown, thrown);
        }
    }
}
