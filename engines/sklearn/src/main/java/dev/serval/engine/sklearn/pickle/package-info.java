/// Reads Python's pickles, protocols 0 to 5, into plain data without ever running them: an object
/// is the name of its class and its state. Names that are not on a list are refused, every length
/// is held against what the file has left, and joblib's compressions are undone. Knows nothing of
/// what the objects mean.
@NullMarked
package dev.serval.engine.sklearn.pickle;

import org.jspecify.annotations.NullMarked;
