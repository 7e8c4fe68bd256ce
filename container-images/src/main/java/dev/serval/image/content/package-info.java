/// What is in an image: a program as it lies in a file system of its own, with a Java runtime cut
/// to its needs and what was prepared for its quick start, or compiled and without one. Knows how
/// Serval's programs are packaged, and nothing of image formats.
@NullMarked
package dev.serval.image.content;

import org.jspecify.annotations.NullMarked;
