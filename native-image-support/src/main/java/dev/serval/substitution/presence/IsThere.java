package dev.serval.substitution.presence;

import java.util.function.Predicate;

/// Whether the class that would be replaced is in the program that is built.
public final class IsThere implements Predicate<String> {
    /// @param className with its package
    @Override
    public boolean test(String className) {
        try {
            Class.forName(className, false, IsThere.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException none) {
            return false;
        }
    }
}
