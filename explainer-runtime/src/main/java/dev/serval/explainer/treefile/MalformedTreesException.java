package dev.serval.explainer.treefile;

/// Says why a file is not read as trees.
final class MalformedTreesException extends Exception {
    MalformedTreesException(String message) {
        super(message);
    }
}
