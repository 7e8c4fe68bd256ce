/// Background data: rows of numbers from a request, a CSV file or a JSON file. Knows nothing of
/// what they are for.
@NullMarked
package dev.serval.explainer.dataset;

import org.jspecify.annotations.NullMarked;
