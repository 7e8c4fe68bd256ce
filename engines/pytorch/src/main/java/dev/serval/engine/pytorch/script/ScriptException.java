package dev.serval.engine.pytorch.script;

/// Why a file is no TorchScript.
public final class ScriptException extends Exception {
    ScriptException(String message) {
        super(message);
    }

    /// The reason, in words that follow the file's name.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
