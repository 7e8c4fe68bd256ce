/// The containers that fetch models, by what the model's URI looks like. Values only.
@NullMarked
package dev.serval.platform.api.storage;

import org.jspecify.annotations.NullMarked;
