package dev.serval.storage.azure;

import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.web.WebClient;
import dev.serval.storage.web.WebCredential;
import dev.serval.storage.web.WebRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/// Which credential is shown to Azure, in this order: a shared access signature, the account's key,
/// a service principal (KServe's `AZ_…` or Azure's own `AZURE_…`) with a secret or a federated
/// token, a managed identity, none.
final class AzureCredentials {
    private static final String VERSION = "2021-08-06";

    private AzureCredentials() {}

    static WebCredential of(
            StorageUri uri, AzureAddress address, StoreAccess access, WebClient client)
            throws SettingException {
        return new Versioned(unversioned(uri, address, access, client));
    }

    private static WebCredential unversioned(
            StorageUri uri, AzureAddress address, StoreAccess access, WebClient client)
            throws SettingException {
        if (!address.signature().isEmpty()) {
            return new Signature(address.signature());
        }
        Optional<String> key = access.findFirst("AZURE_STORAGE_ACCESS_KEY", "AZURE_STORAGE_KEY");
        if (key.isPresent()) {
            return SharedKey.of(
                    access.find("AZURE_STORAGE_ACCOUNT").orElse(address.account()), key.get());
        }
        return EntraToken.find(uri, access, client).orElse(WebCredential.ANONYMOUS);
    }

    /// The version of the protocol, which every request names.
    private record Versioned(WebCredential credential) implements WebCredential {
        @Override
        public String source() {
            return credential.source();
        }

        @Override
        public String told() {
            return credential.told();
        }

        @Override
        public WebRequest authorize(WebRequest request) throws IOException, StorageException {
            return credential.authorize(request.with("x-ms-version", VERSION));
        }
    }

    /// A shared access signature, which is part of the query.
    private record Signature(String query) implements WebCredential {
        @Override
        public String source() {
            return "a shared access signature";
        }

        @Override
        public WebRequest authorize(WebRequest request) {
            String before = request.uri().getRawQuery() == null ? "?" : "&";
            return new WebRequest(
                    request.method(),
                    URI.create(request.uri() + before + query),
                    request.headers(),
                    request.body());
        }
    }
}
