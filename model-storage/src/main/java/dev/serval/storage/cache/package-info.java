/// The models of one machine, kept by what they are and shared by its processes through file locks.
/// Knows nothing of how a model is fetched.
@NullMarked
package dev.serval.storage.cache;

import org.jspecify.annotations.NullMarked;
