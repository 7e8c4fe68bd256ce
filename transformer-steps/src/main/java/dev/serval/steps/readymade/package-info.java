/// All steps that there are, and the reader of files that name them.
@NullMarked
package dev.serval.steps.readymade;

import org.jspecify.annotations.NullMarked;
