package dev.serval.predictor.configuration;

/// What is wrong in a model's configuration, with the file, the place, and what was expected.
public final class ConfigurationException extends Exception {
    public ConfigurationException(String message) {
        super(message);
    }
}
