/// From what a caller sent to the inputs that a model of tables declares: matrices under another
/// name or of another numeric type, and columns that are sent apart or together. Knows nothing of
/// the wire that carried them.
@NullMarked
package dev.serval.protocol.table;

import org.jspecify.annotations.NullMarked;
