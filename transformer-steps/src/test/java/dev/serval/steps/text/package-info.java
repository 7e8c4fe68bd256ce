/// Tokens, held against Hugging Face's library.
@NullMarked
package dev.serval.steps.text;

import org.jspecify.annotations.NullMarked;
