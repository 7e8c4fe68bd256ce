package dev.serval.platform.operator.certificate;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The key and the certificate that a server answers new connections with, and that are replaced
/// under its hands. Options of a Vert.x server are not what is replaced, for while it takes others
/// up it closes the connections that come.
public final class ServedKeys extends X509ExtendedKeyManager {
    private static final String SEPARATOR = "/";

    private final Vertx vertx;
    private final AtomicInteger read = new AtomicInteger();
    private volatile Served now;
    private volatile Served before;

    /// @param name what the aliases of its keys begin with, which no other has
    private record Served(String name, KeyMaterial material, X509ExtendedKeyManager keys) {
        @Nullable String alias(@Nullable String ofKeys) {
            return ofKeys == null ? null : name + SEPARATOR + ofKeys;
        }
    }

    /// @throws IllegalArgumentException if the material has no key or no certificate
    public ServedKeys(Vertx vertx, KeyMaterial first) {
        this.vertx = vertx;
        this.now = served(first);
        this.before = now;
    }

    /// What new connections are answered with.
    public KeyMaterial material() {
        return now.material();
    }

    /// Reads others, with which new connections are answered from when the returned one is run.
    ///
    /// @throws IllegalArgumentException if the material has no key or no certificate
    public Runnable replacement(KeyMaterial by) {
        Served next = served(by);
        return () -> {
            before = now;
            now = next;
        };
    }

    private Served served(KeyMaterial material) {
        try {
            var keys =
                    new PemKeyCertOptions()
                            .addCertValue(Buffer.buffer(material.certificate()))
                            .addKeyValue(Buffer.buffer(material.key()))
                            .getKeyManagerFactory(vertx)
                            .getKeyManagers();
            return new Served(
                    Integer.toString(read.incrementAndGet()),
                    material,
                    (X509ExtendedKeyManager) keys[0]);
        } catch (Exception unreadable) {
            throw new IllegalArgumentException(
                    "the key or the certificate cannot be read: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        Served chosen = now;
        return chosen.alias(chosen.keys().chooseEngineServerAlias(keyType, issuers, engine));
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, Socket socket) {
        Served chosen = now;
        return chosen.alias(chosen.keys().chooseServerAlias(keyType, issuers, socket));
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return of(alias).keys().getCertificateChain(ofKeys(alias));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return of(alias).keys().getPrivateKey(ofKeys(alias));
    }

    /// Of a connection that chose just before another was put there, what it chose.
    private Served of(String alias) {
        Served chosen = now;
        return alias.startsWith(chosen.name() + SEPARATOR) ? chosen : before;
    }

    private static String ofKeys(String alias) {
        return alias.substring(alias.indexOf(SEPARATOR) + SEPARATOR.length());
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
