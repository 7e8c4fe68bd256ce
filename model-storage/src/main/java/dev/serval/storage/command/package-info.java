/// The program: its arguments, its words and its exit codes. All it does is done by `fetch`.
@NullMarked
package dev.serval.storage.command;

import org.jspecify.annotations.NullMarked;
