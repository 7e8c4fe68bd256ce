package dev.serval.predictor.repository;

import java.time.Instant;

/// A file or directory as one look found it.
///
/// @param path relative to the directory that was looked at
/// @param byteSize 0 for a directory
record FileStamp(String path, long byteSize, Instant modified) {}
