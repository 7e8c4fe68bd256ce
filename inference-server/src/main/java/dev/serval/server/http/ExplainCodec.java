package dev.serval.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.json.JsonWriter;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.explainer.ExplainedModel;
import dev.serval.server.explainer.Explainer;
import dev.serval.server.inference.AddressedRequest;
import dev.serval.server.inference.WireProtocol;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// An explanation over REST: the request is read as one for inference is, and its parameters may
/// come in the query too. The answer is `{"explanations": …}`, behind what V2 says of every answer,
/// or a picture. A V1 body that is no request for inference may be a [LabelledInstance].
final class ExplainCodec implements HttpCodec {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Logger LOG = Logger.getLogger(ExplainCodec.class);
    private static final String JSON_TYPE = "application/json";
    private static final String PICTURE = "svg";

    private final HttpCodec data;
    private final WireProtocol protocol;
    private final HttpExchange exchange;

    ExplainCodec(HttpCodec data, WireProtocol protocol, HttpExchange exchange) {
        this.data = data;
        this.protocol = protocol;
        this.exchange = exchange;
    }

    @Override
    public InferRequest read(HttpBody body, ServedModel model, TensorAllocator allocator) {
        try {
            return withParameters(data.read(body, model, allocator), body, Map.of());
        } catch (InvalidInput refusal) {
            if (protocol != WireProtocol.V1) {
                throw refusal;
            }
            return LabelledInstance.find(body)
                    .flatMap(labelled -> read(labelled, body, model, allocator))
                    .orElseThrow(() -> refusal);
        }
    }

    /// The instance in the first form that the model takes.
    private Optional<InferRequest> read(
            LabelledInstance labelled,
            HttpBody body,
            ServedModel model,
            TensorAllocator allocator) {
        for (HttpBody form : labelled.bodies()) {
            try {
                InferRequest read = data.read(form, model, allocator);
                return Optional.of(withParameters(read, body, labelled.parameters()));
            } catch (InvalidInput otherForm) {
                LOG.debugf("a labelled instance in another form: %s", otherForm.getMessage());
            }
        }
        return Optional.empty();
    }

    private InferRequest withParameters(
            InferRequest read, HttpBody body, Map<String, Parameter> more) {
        try {
            Map<String, Parameter> parameters = new LinkedHashMap<>(read.parameters().byName());
            parameters.putAll(more);
            if (protocol == WireProtocol.V1) {
                readMember(body, parameters);
            }
            exchange.parameters()
                    .forEach(entry ->
                            parameters.put(entry.getKey(), new Parameter.Text(entry.getValue())));
            if (acceptsPicture()) {
                parameters.putIfAbsent(Explainer.FORMAT, new Parameter.Text(PICTURE));
            }
            return new InferRequest(
                    read.id(), Parameters.of(parameters), read.inputs(), read.outputs());
        } catch (RuntimeException refusal) {
            read.close();
            throw refusal;
        }
    }

    /// A picture is wished for where it is named before JSON.
    private boolean acceptsPicture() {
        String accepted = exchange.headers().get("accept");
        int picture = accepted == null ? -1 : accepted.indexOf("image/svg+xml");
        int json = accepted == null ? -1 : accepted.indexOf(JSON_TYPE);
        return picture >= 0 && (json < 0 || picture < json);
    }

    /// Adds the values of the body's member `parameters`, which V1 itself does not know; a list or
    /// an object is kept as its JSON text, as V2's are.
    private static void readMember(HttpBody body, Map<String, Parameter> parameters) {
        try (JsonParser parser =
                JSON.getFactory().createParser(body.json(), 0, body.jsonLength())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals("parameters");
                parser.nextToken();
                if (!wanted) {
                    parser.skipChildren();
                    continue;
                }
                JsonNode member = JSON.readTree(parser);
                if (!member.isObject()) {
                    throw new InvalidInput(
                            "'parameters' is %s, expected an object"
                                    .formatted(member.getNodeType()));
                }
                member.properties().stream()
                        .filter(entry -> !entry.getValue().isNull())
                        .forEach(entry ->
                                parameters.put(entry.getKey(), parameter(entry.getValue())));
            }
        } catch (IOException malformed) {
            throw new InvalidInput("the body is not JSON: " + malformed.getMessage());
        }
    }

    private static Parameter parameter(JsonNode value) {
        if (value.isBoolean()) {
            return new Parameter.Flag(value.booleanValue());
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return new Parameter.Whole(value.longValue());
        }
        if (value.isNumber()) {
            return new Parameter.Real(value.doubleValue());
        }
        return new Parameter.Text(value.isTextual() ? value.textValue() : value.toString());
    }

    @Override
    public HttpAnswer write(
            AddressedRequest read, InferResponse response, TensorAllocator allocator) {
        try (response) {
            Tensor explanation = response.findOutput(ExplainedModel.OUTPUT).orElseThrow();
            String body = explanation.toStrings().getFirst();
            String type =
                    response.parameters().findText(ExplainedModel.CONTENT_TYPE).orElse(JSON_TYPE);
            String whole = type.equals(JSON_TYPE) ? head(read) + body + "}" : body;
            MemorySegment bytes = MemorySegment.ofArray(whole.getBytes(StandardCharsets.UTF_8));
            return new HttpAnswer(
                    Map.of("content-type", type, "vary", "accept"), List.of(bytes), () -> {});
        }
    }

    /// What comes before the explanations.
    private String head(AddressedRequest read) {
        if (protocol == WireProtocol.V1) {
            return "{\"explanations\":";
        }
        ServedModel model = read.model();
        JsonWriter json = new JsonWriter(256);
        json.beginObject();
        json.key("model_name").string(model.name().value());
        json.key("model_version").string(model.version().toString());
        String id = read.request().id();
        json.key("id").string(id == null ? "" : id);
        json.endObject();
        String text =
                new String(json.toSegment().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        return text.substring(0, text.length() - 1) + ",\"explanations\":";
    }
}
