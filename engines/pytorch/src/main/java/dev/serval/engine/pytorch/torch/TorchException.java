package dev.serval.engine.pytorch.torch;

/// What PyTorch says went wrong.
public final class TorchException extends RuntimeException {
    private static final String ERROR = "Error: ";

    TorchException(String message) {
        super(message);
    }

    /// Of a failure in native code, whose text may be a trace of the script with the reason at its
    /// end.
    TorchException(RuntimeException failure) {
        super(reasonIn(String.valueOf(failure.getMessage())), failure);
    }

    private static String reasonIn(String text) {
        return text.lines()
                .filter(line -> line.contains(ERROR))
                .reduce((_, last) -> last)
                .or(() -> text.lines().findFirst())
                .orElse(text)
                .strip();
    }

    /// PyTorch's own words.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
