/// Models in buckets of S3 and of what speaks its protocol. The only package that sees AWS' SDK,
/// and sees it only when a bucket is asked.
@NullMarked
package dev.serval.storage.s3;

import org.jspecify.annotations.NullMarked;
