/// The models of this process as the edge sees them: which there are, what state they are in, and a
/// handle to call each, and what beans that are models are called. A runtime provides the catalog;
/// this package knows nothing of files, engines or wires.
@NullMarked
package dev.serval.server.catalog;

import org.jspecify.annotations.NullMarked;
