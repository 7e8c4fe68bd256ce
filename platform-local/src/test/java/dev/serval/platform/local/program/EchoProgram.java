package dev.serval.platform.local.program;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;

/// A program for tests: it is ready at once, answers each call with its model's URI, or with what
/// the predictor before which it stands answers, ends when its standard input does, and fails where
/// its model is called `broken`, with much noise after its last words where it is called `noisy`.
public final class EchoProgram {
    private static final String PORT = "--http_port=";
    private static final String MODEL = "--storage_uri=";
    private static final String PREDICTOR = "--predictor_host=";

    private EchoProgram() {}

    public static void main(String[] args) throws IOException {
        String model = value(args, MODEL);
        if (model.endsWith("broken")) {
            System.out.println("the model is broken");
            System.exit(3);
        }
        if (model.endsWith("noisy")) {
            Files.writeString(
                    Path.of(System.getenv("SERVAL_LAST_WORDS_FILE")), "the model is not there");
            for (int line = 0; line < 100; line++) {
                System.out.println("the event loop has shut down");
            }
            System.exit(1);
        }
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(),
                                Integer.parseInt(value(args, PORT))),
                        128);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        String predictor = value(args, PREDICTOR);
        server.createContext(
                "/",
                exchange -> answer(exchange, predictor.isEmpty() ? model : transformed(predictor)));
        server.start();
        System.out.println("serving " + model);
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private static String transformed(String predictor) throws IOException {
        try (InputStream answer = URI.create("http://" + predictor + "/").toURL().openStream()) {
            return "transformed " + new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String value(String[] args, String flag) {
        return Arrays.stream(args)
                .filter(word -> word.startsWith(flag))
                .map(word -> word.substring(flag.length()))
                .findFirst()
                .orElse("");
    }
}
