/// What KServe hands a storage initializer: its storage secret, as the variables that stores read.
/// Knows which variable a field stands for, and no store.
@NullMarked
package dev.serval.storage.credentials;

import org.jspecify.annotations.NullMarked;
