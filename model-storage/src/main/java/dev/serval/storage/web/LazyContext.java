package dev.serval.storage.web;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// A context of TLS that is set up by the first connection that needs it. Java's HTTP client wants
/// one when it is made, and to read whom Java trusts takes a good part of a small model's fetch,
/// which a store without TLS does not need.
final class LazyContext extends SSLContext {
    /// @param maker what sets up the true one
    LazyContext(Callable<SSLContext> maker) {
        super(new Delegate(maker), null, "TLS");
    }

    private static final class Delegate extends SSLContextSpi {
        private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

        private final Callable<SSLContext> maker;
        private @Nullable SSLContext made;

        Delegate(Callable<SSLContext> maker) {
            this.maker = maker;
        }

        private synchronized SSLContext context() {
            SSLContext known = made;
            if (known == null) {
                try {
                    known = maker.call();
                } catch (Exception failed) {
                    throw new IllegalStateException("TLS cannot be set up: " + failed, failed);
                }
                made = known;
            }
            return known;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            context().init(keys, trust, random);
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return context().getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return context().getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return context().createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return context().createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context().getClientSessionContext();
        }

        /// What a client asks for before it connects; the rest is as each engine has it.
        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            SSLParameters parameters = new SSLParameters();
            parameters.setProtocols(PROTOCOLS);
            return parameters;
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return engineGetDefaultSSLParameters();
        }
    }
}
