package dev.serval.inference.request;

/// An output that the caller asks for, with what it says about its form.
public record RequestedOutput(String name, Parameters parameters) {
    public RequestedOutput(String name) {
        this(name, Parameters.none());
    }
}
