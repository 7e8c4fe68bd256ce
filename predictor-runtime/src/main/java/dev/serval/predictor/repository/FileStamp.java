package dev.serval.predictor.repository;

import java.time.Instant;

/// A file as one look found it.
///
/// @param path relative to the directory that was looked at
/// @param changed when its content, name or place changed last
record FileStamp(String path, long byteSize, Instant changed) {}
