/// The reference pages, written from the code and held against it. `-Ddocs.update=true` rewrites
/// them.
@NullMarked
package dev.serval.server.documentation;

import org.jspecify.annotations.NullMarked;
