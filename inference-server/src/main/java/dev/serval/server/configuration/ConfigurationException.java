package dev.serval.server.configuration;

/// What is wrong in a configuration file, with the file, the place, and what was expected.
public final class ConfigurationException extends Exception {
    public ConfigurationException(String message) {
        super(message);
    }
}
