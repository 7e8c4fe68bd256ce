/// The folder that the platform remembers by: what was applied, what became of it, and that only
/// one platform works on it. Does not know what the remembered is for.
@NullMarked
package dev.serval.platform.local.state;

import org.jspecify.annotations.NullMarked;
