package dev.serval.storage.azure;

import dev.serval.storage.source.SettingException;
import dev.serval.storage.web.WebCredential;
import dev.serval.storage.web.WebRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs with an account's key ("Authorize with Shared Key").
record SharedKey(String account, SecretKeySpec key, Clock clock) implements WebCredential {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    static SharedKey of(String account, String base64) throws SettingException {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            return new SharedKey(
                    account, new SecretKeySpec(bytes, "HmacSHA256"), Clock.systemUTC());
        } catch (IllegalArgumentException broken) {
            throw new SettingException(
                    "AZURE_STORAGE_ACCESS_KEY is no key, expected it in Base64", broken);
        }
    }

    @Override
    public String source() {
        return "environment variable AZURE_STORAGE_ACCESS_KEY, account '%s'".formatted(account);
    }

    @Override
    public WebRequest authorize(WebRequest request) {
        String now = DATE.format(ZonedDateTime.now(clock.withZone(ZoneOffset.UTC)));
        WebRequest dated = request.with("x-ms-date", now);
        return dated.with(
                "Authorization", "SharedKey %s:%s".formatted(account, sign(textOf(dated))));
    }

    /// The lines that are signed: the method, eleven headers, those of Azure, and the address.
    private String textOf(WebRequest request) {
        Map<String, String> headers = request.headers();
        StringBuilder text = new StringBuilder(request.method()).append('\n');
        for (String header :
                new String[] {
                    "Content-Encoding",
                    "Content-Language",
                    "Content-Length",
                    "Content-MD5",
                    "Content-Type",
                    "Date",
                    "If-Modified-Since",
                    "If-Match",
                    "If-None-Match",
                    "If-Unmodified-Since",
                    "Range"
                }) {
            text.append(headers.getOrDefault(header, "")).append('\n');
        }
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-ms-")) {
                text.append(lower).append(':').append(value.strip()).append('\n');
            }
        });
        return text.append(resource(request)).toString();
    }

    private String resource(WebRequest request) {
        StringBuilder text =
                new StringBuilder("/").append(account).append(request.uri().getRawPath());
        SortedMap<String, String> parameters = new TreeMap<>();
        String query = request.uri().getRawQuery() == null ? "" : request.uri().getRawQuery();
        for (String parameter : query.split("&")) {
            String[] pair = parameter.split("=", 2);
            if (pair.length == 2) {
                parameters.put(
                        pair[0].toLowerCase(Locale.ROOT),
                        URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
        }
        parameters.forEach(
                (name, value) -> text.append('\n').append(name).append(':').append(value));
        return text.toString();
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java lacks HmacSHA256", missing);
        }
    }
}
