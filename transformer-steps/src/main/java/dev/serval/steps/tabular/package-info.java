/// Steps for the rows of tables: numbers scaled and filled in, categories and keys made numbers,
/// columns chosen and put side by side. Each works on the last dimension of its tensor.
@NullMarked
package dev.serval.steps.tabular;

import org.jspecify.annotations.NullMarked;
