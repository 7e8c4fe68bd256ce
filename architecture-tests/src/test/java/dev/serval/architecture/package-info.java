/// The rules of Serval's structure as tests: which package may know which, what code must not do,
/// and what the tree must not hold. Knows class files and texts, and runs none of what it judges.
@NullMarked
package dev.serval.architecture;

import org.jspecify.annotations.NullMarked;
