/// Models of the Hugging Face hub, over the hub's HTTP interface.
@NullMarked
package dev.serval.storage.huggingface;

import org.jspecify.annotations.NullMarked;
