/// The kinds of resources that the local platform holds, and the words that users have for them.
/// Knows nothing of what a resource says.
@NullMarked
package dev.serval.platform.local.kind;

import org.jspecify.annotations.NullMarked;
