package dev.serval.storage.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.web.WebCredential;
import dev.serval.storage.web.WebRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What an HTTP server is shown: as in KServe the headers that the variable `HOST-headers` holds as
/// JSON, or `SERVAL_STORAGE_HEADERS` by hosts, or else user and password as the URI itself gives
/// them.
record HostHeaders(String source, Map<String, String> headers) implements WebCredential {
    private static final String SUFFIX = "-headers";

    /// The same by hosts, for a shell passes on no variable whose name has dots or dashes.
    private static final String BY_HOST = "SERVAL_STORAGE_HEADERS";

    static WebCredential of(URI address, String userInfo, StoreAccess access)
            throws SettingException {
        String variable = address.getHost() + SUFFIX;
        Optional<String> json = access.find(variable);
        if (json.isPresent()) {
            return new HostHeaders("environment variable " + variable, parse(variable, json.get()));
        }
        Optional<String> byHost = access.find(BY_HOST);
        if (byHost.isPresent()) {
            JsonNode shown = object(BY_HOST, byHost.get()).path(address.getHost());
            if (!shown.isMissingNode()) {
                String headers = shown.isTextual() ? shown.asText() : shown.toString();
                return new HostHeaders("environment variable " + BY_HOST, parse(BY_HOST, headers));
            }
        }
        int colon = userInfo.indexOf(':');
        if (colon < 0) {
            return ANONYMOUS;
        }
        return WebCredential.basic(
                "the URI", userInfo.substring(0, colon), userInfo.substring(colon + 1));
    }

    @Override
    public WebRequest authorize(WebRequest request) {
        WebRequest all = request;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            all = all.with(header.getKey(), header.getValue());
        }
        return all;
    }

    private static Map<String, String> parse(String variable, String json) throws SettingException {
        Map<String, String> headers = new LinkedHashMap<>();
        object(variable, json)
                .properties()
                .forEach(field -> headers.put(field.getKey(), field.getValue().asText()));
        return headers;
    }

    private static JsonNode object(String variable, String json) throws SettingException {
        try {
            JsonNode node = new JsonMapper().readTree(json);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException broken) {
            throw new SettingException(
                    "%s is no JSON: %s".formatted(variable, broken.getOriginalMessage()), broken);
        }
        throw new SettingException(
                "%s is no JSON object, expected {\"name\": \"value\"}".formatted(variable));
    }
}
