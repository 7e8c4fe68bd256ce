package dev.serval.engine.pytorch.script;

/// What a value of TorchScript is, as far as a server has use for it.
public enum ScriptType {
    TENSOR("Tensor"),
    OPTIONAL_TENSOR("Optional[Tensor]"),
    LIST("List[Tensor]"),
    MAP("Dict[str, Tensor]"),
    OTHER("");

    private final String text;

    ScriptType(String text) {
        this.text = text;
    }

    /// Whether it is a tensor where it is anything.
    public boolean isOneTensor() {
        return this == TENSOR || this == OPTIONAL_TENSOR;
    }

    static ScriptType of(String written) {
        for (ScriptType type : values()) {
            if (type.text.equals(written)) {
                return type;
            }
        }
        return OTHER;
    }
}
