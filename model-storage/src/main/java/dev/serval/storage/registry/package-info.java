/// Registries, which know models by name and version and say where their files are: MLflow and
/// Weights & Biases.
@NullMarked
package dev.serval.storage.registry;

import org.jspecify.annotations.NullMarked;
