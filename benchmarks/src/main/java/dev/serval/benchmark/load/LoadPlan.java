package dev.serval.benchmark.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What to send, and how.
///
/// @param headers beside those that the transport needs itself
/// @param body the file with the request's body, as it goes on the wire
/// @param connections how many connections are open
/// @param streams how many requests each has in flight; 1 over HTTP/1.1
/// @param rate requests a second in all, sent whether or not earlier ones are answered; 0 sends the
///   next as soon as one is answered
public record LoadPlan(
        int port,
        Transport transport,
        String path,
        Map<String, String> headers,
        Path body,
        int connections,
        int streams,
        Duration duration,
        int rate) {
    /// How requests travel.
    public enum Transport {
        HTTP1,
        HTTP2,
        /// HTTP/2 whose answers end with `grpc-status`.
        GRPC
    }

    public LoadPlan {
        headers = Map.copyOf(headers);
        if (connections < 1 || streams < 1) {
            throw new IllegalArgumentException(
                    "%d connections of %d streams, expected 1 or more"
                            .formatted(connections, streams));
        }
        if (transport == Transport.HTTP1 && streams > 1) {
            throw new IllegalArgumentException(
                    "%d streams over HTTP/1.1, expected 1".formatted(streams));
        }
    }

    /// The same plan for another time.
    public LoadPlan lasting(Duration other) {
        return new LoadPlan(
                port, transport, path, headers, body, connections, streams, other, rate);
    }

    /// The same plan with as many requests in flight, each on a connection of its own.
    public LoadPlan spread() {
        return new LoadPlan(
                port, transport, path, headers, body, connections * streams, 1, duration, rate);
    }

    /// The plan as arguments of [LoadProgram].
    public List<String> toArguments() {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                Integer.toString(port),
                                transport.name(),
                                path,
                                body.toString(),
                                Integer.toString(connections),
                                Integer.toString(streams),
                                duration.toString(),
                                Integer.toString(rate)));
        headers.forEach((name, value) -> arguments.add(name + ":" + value));
        return arguments;
    }

    static LoadPlan parse(String... arguments) {
        if (arguments.length < 8) {
            throw new IllegalArgumentException(
                    "%d arguments, expected 8 or more: PORT TRANSPORT PATH BODY CONNECTIONS STREAMS DURATION RATE [NAME:VALUE...]"
                            .formatted(arguments.length));
        }
        var headers = new java.util.LinkedHashMap<String, String>();
        for (int i = 8; i < arguments.length; i++) {
            int colon = arguments[i].indexOf(':');
            headers.put(arguments[i].substring(0, colon), arguments[i].substring(colon + 1));
        }
        return new LoadPlan(
                Integer.parseInt(arguments[0]),
                Transport.valueOf(arguments[1]),
                arguments[2],
                headers,
                Path.of(arguments[3]),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]),
                Duration.parse(arguments[6]),
                Integer.parseInt(arguments[7]));
    }
}
