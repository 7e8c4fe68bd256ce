/// What lies in a model directory or a repository of many: models, their versions, their settings,
/// or the reason why one cannot be served. A look yields values and changes nothing. Knows no
/// engine, and nothing of what is loaded.
@NullMarked
package dev.serval.predictor.repository;

import org.jspecify.annotations.NullMarked;
