/// Tokens, held against Hugging Face's library.
@NullMarked
package dev.serval.transformer.text;

import org.jspecify.annotations.NullMarked;
