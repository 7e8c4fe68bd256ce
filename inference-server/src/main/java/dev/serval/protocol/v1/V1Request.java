package dev.serval.protocol.v1;

public record V1Request(dev.serval.inference.request.InferRequest request) {}
