package dev.serval.storage.s3;

import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.web.Authorities;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.utils.AttributeMap;

/// Makes clients of AWS' SDK, which alone this package sees; it is loaded when the first is made.
final class S3Clients {
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration READ = Duration.ofSeconds(30);

    private S3Clients() {}

    /// A client, and where its credential comes from as a message says it.
    record Opened(S3Client client, String credential) {}

    private record Credential(AwsCredentialsProvider provider, String source) {}

    static Opened open(S3Settings settings, StoreAccess access) throws SettingException {
        SdkHttpClient http = http(settings, access);
        Credential credential = credential(settings, access, http);
        S3ClientBuilder builder =
                S3Client.builder()
                        .httpClient(http)
                        .region(Region.of(settings.region()))
                        .forcePathStyle(settings.isPathStyle())
                        .accelerate(settings.isAccelerated())
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .credentialsProvider(credential.provider());
        settings.endpoint().ifPresent(builder::endpointOverride);
        if (settings.endpoint().isEmpty()) {
            builder.crossRegionAccessEnabled(true);
        }
        return new Opened(builder.build(), credential.source());
    }

    private static SdkHttpClient http(S3Settings settings, StoreAccess access)
            throws SettingException {
        UrlConnectionHttpClient.Builder builder =
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ);
        Optional<TrustManager> trusted = Authorities.trusted(access);
        if (settings.verifiesCertificate() && trusted.isPresent()) {
            builder.tlsTrustManagersProvider(() -> new TrustManager[] {trusted.get()});
        }
        return builder.buildWithDefaults(
                AttributeMap.builder()
                        .put(
                                SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES,
                                !settings.verifiesCertificate())
                        .build());
    }

    private static Credential credential(
            S3Settings settings, StoreAccess access, SdkHttpClient http) {
        if (settings.isAnonymous()) {
            return new Credential(
                    AnonymousCredentialsProvider.create(),
                    "no credentials were sent, as awsAnonymousCredential says");
        }
        Optional<String> id = access.find("AWS_ACCESS_KEY_ID");
        Optional<String> secret = access.find("AWS_SECRET_ACCESS_KEY");
        if (id.isPresent() && secret.isPresent()) {
            return keys(id.get(), secret.get(), access.find("AWS_SESSION_TOKEN"));
        }
        Optional<String> token = access.find("AWS_WEB_IDENTITY_TOKEN_FILE");
        Optional<String> role = access.find("AWS_ROLE_ARN");
        if (token.isPresent() && role.isPresent()) {
            return webIdentity(token.get(), role.get(), settings, access, http);
        }
        DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
        return new Credential(
                () -> {
                    try {
                        return chain.resolveCredentials();
                    } catch (SdkClientException none) {
                        throw new NoCredentialsException(none);
                    }
                },
                "credentials came from AWS' default chain of profile, container and instance, as there"
                        + " is no AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY");
    }

    private static Credential keys(String id, String secret, Optional<String> session) {
        return new Credential(
                StaticCredentialsProvider.create(
                        session.isPresent()
                                ? AwsSessionCredentials.create(id, secret, session.get())
                                : AwsBasicCredentials.create(id, secret)),
                "credentials came from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    }

    private static Credential webIdentity(
            String token,
            String role,
            S3Settings settings,
            StoreAccess access,
            SdkHttpClient http) {
        StsClientBuilder sts =
                StsClient.builder()
                        .httpClient(http)
                        .region(Region.of(settings.region()))
                        .credentialsProvider(AnonymousCredentialsProvider.create());
        access.find("AWS_ENDPOINT_URL_STS").map(URI::create).ifPresent(sts::endpointOverride);
        return new Credential(
                StsWebIdentityTokenFileCredentialsProvider.builder()
                        .stsClient(sts.build())
                        .webIdentityTokenFile(Path.of(token))
                        .roleArn(role)
                        .roleSessionName(access.find("AWS_ROLE_SESSION_NAME").orElse("serval"))
                        .build(),
                "credentials came from AWS_WEB_IDENTITY_TOKEN_FILE for the role in AWS_ROLE_ARN");
    }
}
