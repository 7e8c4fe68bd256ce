/// Serves a user's own Model and Transformer beans, where no other runtime brings a catalog. Knows
/// nothing of files, versions or repositories.
@NullMarked
package dev.serval.server.custom;

import org.jspecify.annotations.NullMarked;
