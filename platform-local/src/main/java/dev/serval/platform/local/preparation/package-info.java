/// A program of its own that uses this one as its users do, so that Java can take down what the
/// platform and its verbs load and write it into an AOT cache. Run by the script `prepare` beside
/// the packaged program.
@NullMarked
package dev.serval.platform.local.preparation;

import org.jspecify.annotations.NullMarked;
