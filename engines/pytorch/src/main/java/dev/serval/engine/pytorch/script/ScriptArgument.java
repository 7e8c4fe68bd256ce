package dev.serval.engine.pytorch.script;

/// One that `forward` takes.
///
/// @param written its type as the code has it: `Optional[int]`
/// @param hasDefault whether it may be left out
public record ScriptArgument(String name, String written, boolean hasDefault) {
    public ScriptType type() {
        return ScriptType.of(written);
    }
}
