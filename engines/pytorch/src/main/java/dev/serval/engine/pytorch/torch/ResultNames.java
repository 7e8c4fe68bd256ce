package dev.serval.engine.pytorch.torch;

/// What the tensors are called that a module gives.
@FunctionalInterface
public interface ResultNames {
    /// @param index which of the module's tensors it is, from 0
    /// @param key what it is called in the module's dictionary; empty if it comes from none
    String of(int index, String key);
}
