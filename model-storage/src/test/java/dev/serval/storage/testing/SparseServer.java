package dev.serval.storage.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Serves one large file without content of its own, as fast as the kernel sends it.
public final class SparseServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("(?im)^range: bytes=(\\d+)-(\\d*)");

    private final ServerSocketChannel listening;
    private final Path file;
    private final FileChannel content;

    public SparseServer(long bytes) throws IOException {
        file = Files.createTempFile("sparse", ".onnx");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
        content = FileChannel.open(file, StandardOpenOption.READ);
        listening = ServerSocketChannel.open();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        Thread.ofPlatform().daemon().start(this::accept);
    }

    public String url() throws IOException {
        int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
        return "http://127.0.0.1:%d/big.onnx".formatted(port);
    }

    private void accept() {
        while (listening.isOpen()) {
            try {
                SocketChannel connection = listening.accept();
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            for (String head = head(connection); !head.isEmpty(); head = head(connection)) {
                answer(connection, head);
            }
        } catch (IOException gone) {
            // The client went away.
        }
    }

    private void answer(SocketChannel connection, String head) throws IOException {
        Matcher range = RANGE.matcher(head);
        long size = content.size();
        boolean isPart = range.find();
        long from = isPart ? Long.parseLong(range.group(1)) : 0;
        long to = isPart && !range.group(2).isEmpty() ? Long.parseLong(range.group(2)) + 1 : size;
        String answer =
                "HTTP/1.1 %s\r\nETag: \"v1\"\r\nContent-Length: %d\r\nContent-Range: bytes %d-%d/%d\r\n\r\n"
                        .formatted(
                                isPart ? "206 Partial Content" : "200 OK",
                                to - from,
                                from,
                                to - 1,
                                size);
        connection.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
        for (long at = from; at < to; ) {
            at += content.transferTo(at, to - at, connection);
        }
    }

    private static String head(SocketChannel connection) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(4096);
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            if (connection.read(one.clear()) < 0) {
                return "";
            }
            head.write(one.array(), 0, one.position());
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        content.close();
        Files.deleteIfExists(file);
    }
}
