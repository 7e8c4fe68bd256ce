/// One replica of a revision: a program that is started, becomes ready, is started again when it
/// ends by itself, and is drained. Does not know why it is wanted.
@NullMarked
package dev.serval.platform.local.replica;

import org.jspecify.annotations.NullMarked;
