package dev.serval.platform.operator.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Whom the API server trusts as the webhooks' server: who signed the certificate that holds now,
/// and who signed those before it. Operators serve one of these until they look again, and where
/// one is replaced soon after another, they do not all serve the same.
final class TrustedAuthorities {
    private static final int MOST_BEFORE = 3;
    private static final Pattern CERTIFICATE =
            Pattern.compile(
                    "-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", Pattern.DOTALL);

    private TrustedAuthorities() {}

    /// What is told of an authority, as PEM; the same again where that was told already.
    ///
    /// @param authority of the certificate that holds now, as PEM
    /// @param told what was told before, as PEM or empty
    static String of(String authority, String told) {
        List<String> trusted = new ArrayList<>(certificates(authority));
        certificates(told).stream()
                .filter(before -> !trusted.contains(before))
                .limit(MOST_BEFORE)
                .toList()
                .forEach(trusted::add);
        return String.join("\n", trusted) + "\n";
    }

    private static List<String> certificates(String pem) {
        return CERTIFICATE.matcher(pem).results().map(MatchResult::group).toList();
    }
}
