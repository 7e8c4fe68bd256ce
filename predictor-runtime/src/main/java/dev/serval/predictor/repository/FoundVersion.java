package dev.serval.predictor.repository;

import dev.serval.inference.engine.ModelDirectory;

/// A version of a model as one look found it.
public sealed interface FoundVersion {
    /// How many bytes its files have; 0 if they cannot be read.
    long byteSize();

    /// A version whose files can be read.
    ///
    /// @param fingerprint of its files and of those beside the versions, such as labels
    record Files(ModelDirectory directory, Fingerprint fingerprint) implements FoundVersion {
        @Override
        public long byteSize() {
            return fingerprint.byteSize();
        }
    }

    /// A version that cannot be read.
    record Unreadable(String reason) implements FoundVersion {
        @Override
        public long byteSize() {
            return 0;
        }
    }
}
