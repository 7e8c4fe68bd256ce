package dev.serval.server.upstream;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.PredictorFailure;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.protocol.v2grpc.GrpcRequestWriter;
import dev.serval.protocol.v2grpc.GrpcResponseReader;
import dev.serval.protocol.wire.EncodedMessage;
import dev.serval.server.body.BodyCollector;
import dev.serval.server.failure.GrpcFailure;
import dev.serval.server.grpc.proto.ModelMetadataRequest;
import dev.serval.server.grpc.proto.ModelMetadataResponse;
import dev.serval.server.grpc.proto.ModelReadyRequest;
import dev.serval.server.grpc.proto.ModelReadyResponse;
import io.grpc.Status;
import io.vertx.core.http.HttpMethod;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// gRPC: one message in a frame of five bytes each way, and a status behind it.
record GrpcWire() implements PredictorWire {
    private static final String SERVICE = "/inference.GRPCInferenceService/";
    private static final int PREFIX = 5;
    private static final Map<String, String> HEADERS =
            Map.of("content-type", "application/grpc", "te", "trailers");

    @Override
    public EncodedCall infer(ModelName model, InferRequest request, CallContext call) {
        EncodedMessage message = GrpcRequestWriter.write(model, request, call.allocator());
        return call("ModelInfer", message.parts(), message.byteSize(), message::close);
    }

    @Override
    public InferResponse readResponse(
            UpstreamAnswer answer, List<TensorSpec> declared, CallContext call) {
        BodyCollector body = answer.body();
        try {
            MemorySegment message = requireMessage(answer);
            return AnswerMemory.owned(GrpcResponseReader.read(message, call.allocator()), body);
        } catch (InvalidInput malformed) {
            body.close();
            throw RestCalls.malformed(malformed.getMessage());
        } catch (RuntimeException failure) {
            body.close();
            throw failure;
        }
    }

    @Override
    public EncodedCall askSignature(ModelName model) {
        return call(
                "ModelMetadata", ModelMetadataRequest.newBuilder().setName(model.value()).build());
    }

    @Override
    public Optional<ModelSignature> readSignature(UpstreamAnswer answer) {
        try (BodyCollector body = answer.body()) {
            ModelMetadataResponse metadata =
                    parse(requireMessage(answer), ModelMetadataResponse.parser());
            return metadata.getInputsCount() == 0 && metadata.getOutputsCount() == 0
                    ? Optional.empty()
                    : Optional.of(
                            new ModelSignature(
                                    metadata.getPlatform(),
                                    specs(metadata.getInputsList()),
                                    specs(metadata.getOutputsList())));
        } catch (InvalidInput malformed) {
            throw RestCalls.malformed(malformed.getMessage());
        }
    }

    private static List<TensorSpec> specs(List<ModelMetadataResponse.TensorMetadata> tensors) {
        return tensors.stream()
                .map(tensor ->
                        RestCalls.spec(
                                tensor.getName(), tensor.getDatatype(), tensor.getShapeList()))
                .toList();
    }

    @Override
    public EncodedCall askReadiness(ModelName model) {
        return call("ModelReady", ModelReadyRequest.newBuilder().setName(model.value()).build());
    }

    @Override
    public boolean readReadiness(UpstreamAnswer answer) {
        try (BodyCollector body = answer.body()) {
            return parse(requireMessage(answer), ModelReadyResponse.parser()).getReady();
        }
    }

    private static EncodedCall call(String method, MessageLite message) {
        byte[] bytes = message.toByteArray();
        return call(method, List.of(MemorySegment.ofArray(bytes)), bytes.length, () -> {});
    }

    private static EncodedCall call(
            String method, List<MemorySegment> message, long length, Runnable memory) {
        byte[] prefix = new byte[PREFIX];
        ByteBuffer.wrap(prefix).putInt(1, (int) length);
        List<MemorySegment> frame = new ArrayList<>(message.size() + 1);
        frame.add(MemorySegment.ofArray(prefix));
        frame.addAll(message);
        return new EncodedCall(HttpMethod.POST, SERVICE + method, HEADERS, frame, PREFIX, memory);
    }

    private static MemorySegment requireMessage(UpstreamAnswer answer) {
        requireSuccess(answer);
        BodyCollector body = answer.body();
        MemorySegment message = body.tailSegment();
        ByteBuffer prefix = ByteBuffer.wrap(body.head(), 0, body.headLength());
        if (prefix.remaining() < PREFIX
                || prefix.get(0) != 0
                || Integer.toUnsignedLong(prefix.getInt(1)) != message.byteSize()) {
            throw RestCalls.malformed(
                    "%d bytes, expected one gRPC message without compression"
                            .formatted(body.length()));
        }
        return message;
    }

    private static void requireSuccess(UpstreamAnswer answer) {
        if (answer.status() != RestCalls.OK) {
            throw RestCalls.refusal(answer);
        }
        String status = answer.trailer("grpc-status");
        if (status == null) {
            throw RestCalls.malformed("it is no gRPC answer, which ends with a grpc-status");
        }
        Status.Code code = code(status);
        if (code != Status.Code.OK) {
            String said = unescape(answer.trailer("grpc-message"));
            throw new PredictorFailure(
                    GrpcFailure.httpStatusOf(code),
                    said.isEmpty() ? "the predictor answered " + code : said,
                    null);
        }
    }

    private static Status.Code code(String status) {
        try {
            return Status.fromCodeValue(Integer.parseInt(status)).getCode();
        } catch (NumberFormatException noNumber) {
            return Status.Code.UNKNOWN;
        }
    }

    /// Undoes the percent-encoding of `grpc-message`; a broken escape stays as it is.
    private static String unescape(@Nullable String message) {
        if (message == null) {
            return "";
        }
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        ByteBuffer plain = ByteBuffer.allocate(text.length);
        for (int i = 0; i < text.length; i++) {
            int high = i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
            int low = i + 2 < text.length ? Character.digit(text[i + 2], 16) : -1;
            boolean escape = text[i] == '%' && high >= 0 && low >= 0;
            plain.put(escape ? (byte) (high << 4 | low) : text[i]);
            i += escape ? 2 : 0;
        }
        return new String(plain.array(), 0, plain.position(), StandardCharsets.UTF_8);
    }

    private static <T> T parse(MemorySegment message, Parser<T> parser) {
        try {
            return parser.parseFrom(message.asByteBuffer());
        } catch (InvalidProtocolBufferException malformed) {
            throw RestCalls.malformed(String.valueOf(malformed.getMessage()));
        }
    }
}
