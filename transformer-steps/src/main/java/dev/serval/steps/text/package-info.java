/// The step for text: tokens as Hugging Face's `tokenizers` library makes them, from the
/// `tokenizer.json` that comes with a model. Knows WordPiece, byte-level BPE and SentencePiece's
/// unigram model, and refuses whatever else a file asks for when it is read.
@NullMarked
package dev.serval.steps.text;

import org.jspecify.annotations.NullMarked;
