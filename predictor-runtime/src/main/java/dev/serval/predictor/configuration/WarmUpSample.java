package dev.serval.predictor.configuration;

import java.util.List;

/// A call that is made before a model answers its first, as its configuration writes it out.
///
/// @param name what it is called in messages
/// @param count how often the call is made
public record WarmUpSample(String name, int count, List<WarmUpInput> inputs) {
    public WarmUpSample {
        inputs = List.copyOf(inputs);
    }
}
