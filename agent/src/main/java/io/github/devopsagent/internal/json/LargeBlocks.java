package io.github.devopsagent.internal.json;

import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;

/**
 * Has a parser read a stream in blocks of 64 KiB rather than of 8,000 bytes. What is done for each block, as to hand it to a thread
 * that hashes it, is done less often, and so seldom that the JVM does not compile it in each place where a parser may need more bytes.
 */
final class LargeBlocks extends RecyclerPool.NonRecyclingPoolBase<BufferRecycler> {

    private static final long serialVersionUID = 1L;

    private static final int BYTES = 64 << 10;

    @Override
    public BufferRecycler acquirePooled() {
        return new Buffers();
    }

    private static final class Buffers extends BufferRecycler {

        @Override
        protected int byteBufferLength(int purpose) {
            return purpose == BYTE_READ_IO_BUFFER ? BYTES : super.byteBufferLength(purpose);
        }
    }
}
