/// What a model is called and what goes in and out of it. Knows nothing of files or engines.
@NullMarked
package dev.serval.inference.model;

import org.jspecify.annotations.NullMarked;
