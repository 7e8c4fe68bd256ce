/// Models in Azure's Blob storage, over its REST API.
@NullMarked
package dev.serval.storage.azure;

import org.jspecify.annotations.NullMarked;
