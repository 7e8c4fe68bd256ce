package dev.serval.predictor.memory;

/// Something in memory that can be put out of it while nobody needs it.
public interface Pageable {
    /// What it is called in the log.
    String label();

    /// About how many bytes it takes.
    long byteSize();

    /// Those of lower priority are put out first.
    int priority();

    /// Whether it is never put out.
    boolean isPinned();

    /// When it was used last, on the clock of [System#nanoTime]: now, while somebody uses it.
    long lastUsed();

    /// Puts it out of memory once its last use has ended. Does not block.
    void pageOut();
}
