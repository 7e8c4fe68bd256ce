/// Who made a model: signatures by trusted keys and certificates over all its files. Knows
/// directories, and no store.
@NullMarked
package dev.serval.storage.signature;

import org.jspecify.annotations.NullMarked;
