/// Reads skops files, zips of a tree of nodes and the arrays that these name, into the plain data
/// that pickles are read into, by the same list of names. Nothing is made or called, every member
/// is held against a limit before it is unpacked, and nodes are data at their place alone, whatever
/// ids they have. Knows nothing of what the objects mean.
@NullMarked
package dev.serval.engine.sklearn.skops;

import org.jspecify.annotations.NullMarked;
