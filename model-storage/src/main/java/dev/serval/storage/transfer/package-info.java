/// Moves the files of a listing into a directory: in parallel and in ranges, with attempts,
/// resumption, limits and checksums. Written once over what every store answers; knows none of
/// them.
@NullMarked
package dev.serval.storage.transfer;

import org.jspecify.annotations.NullMarked;
