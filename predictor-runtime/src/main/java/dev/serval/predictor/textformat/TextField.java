package dev.serval.predictor.textformat;

/// One value of one field.
///
/// @param position where the value begins
public record TextField(String name, TextValue value, Position position) {}
