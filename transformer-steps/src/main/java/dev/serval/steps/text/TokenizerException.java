package dev.serval.steps.text;

/// What is wrong in a `tokenizer.json`, or asks for what is not there.
final class TokenizerException extends Exception {
    TokenizerException(String message) {
        super(message);
    }
}
