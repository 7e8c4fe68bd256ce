/// JSON read from and written to bytes without a tree: a scanner that refuses with line and column,
/// numbers rounded exactly straight into a tensor's memory, and a writer. Knows nothing of what V1
/// and V2 mean by their members.
@NullMarked
package dev.serval.protocol.json;

import org.jspecify.annotations.NullMarked;
