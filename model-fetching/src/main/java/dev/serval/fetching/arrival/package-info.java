/// What a runtime serves that is made of files, from when it is waited for until it is there. Knows
/// no store, and nothing of what is made.
@NullMarked
package dev.serval.fetching.arrival;

import org.jspecify.annotations.NullMarked;
