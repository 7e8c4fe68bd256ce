package dev.serval.protocol.wire;

import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.tensor.MemoryBlock;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.TensorAllocator;

/// Lends a number of blocks and then no more, to show what happens when memory runs out.
public final class LimitedAllocator implements TensorAllocator {
    private final TensorAllocator lender = new PooledTensorAllocator(0);
    private int left;

    public LimitedAllocator(int blocks) {
        this.left = blocks;
    }

    @Override
    public MemoryBlock take(long byteSize) {
        if (left == 0) {
            throw new TooLarge("no block is left");
        }
        left--;
        return lender.take(byteSize);
    }

    @Override
    public long bytesOnLoan() {
        return lender.bytesOnLoan();
    }
}
