/// From the text of a YAML file to typed resources, and back. What is wrong with the text is said
/// with its file, line and column, and hurts no other document of the file. Touches no file itself
/// and knows nothing of what a resource means.
@NullMarked
package dev.serval.platform.api.yaml;

import org.jspecify.annotations.NullMarked;
