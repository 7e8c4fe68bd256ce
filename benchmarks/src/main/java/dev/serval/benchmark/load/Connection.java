package dev.serval.benchmark.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One socket and the protocol on it.
final class Connection implements AutoCloseable {
    private static final int BUFFER = 1 << 18;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER).flip();
    private final Exchange exchange;

    Connection(int port, Selector selector, Exchange exchange) throws IOException {
        this.exchange = exchange;
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    Exchange exchange() {
        return exchange;
    }

    /// Reads what has come.
    void read() throws IOException {
        int count = channel.read(in);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        in.flip();
        exchange.take(in);
        in.compact();
    }

    /// Sends what can be sent now.
    void write() throws IOException {
        while (out.hasRemaining() || exchange.hasOutput()) {
            if (!out.hasRemaining()) {
                out.clear();
                exchange.fill(out);
                out.flip();
            }
            if (channel.write(out) == 0) {
                break;
            }
        }
        int writing = out.hasRemaining() ? SelectionKey.OP_WRITE : 0;
        key.interestOps(SelectionKey.OP_READ | writing);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
