/// Tasks for methods under test, with models that are functions.
@NullMarked
package dev.serval.explainer.fake;

import org.jspecify.annotations.NullMarked;
