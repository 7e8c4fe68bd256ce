/// Whether a model is the one that was meant: checksums that it brings along and one that was asked
/// for. Knows directories, and no store.
@NullMarked
package dev.serval.storage.verify;

import org.jspecify.annotations.NullMarked;
