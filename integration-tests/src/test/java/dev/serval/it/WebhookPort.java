package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// The port on which one of several operators answers webhooks, forwarded to this machine.
final class WebhookPort implements AutoCloseable {
    /// The name by which the API server calls it.
    static final String HOST = "serval-webhook.kserve.svc";

    private static final Pattern FORWARDED = Pattern.compile("127\\.0\\.0\\.1:(\\d+) ->");
    private static final int LONGEST_WAIT_MS = (int) Duration.ofSeconds(20).toMillis();

    private final Process forwarding;
    private final int port;

    private WebhookPort(Process forwarding, int port) {
        this.forwarding = forwarding;
        this.port = port;
    }

    /// @param pod the operator's
    static WebhookPort open(Kubectl kubectl, String pod) throws Exception {
        Process forwarding = kubectl.start("port-forward", "pod/" + pod, ":9443");
        String line = forwarding.inputReader().readLine();
        Matcher forwarded = FORWARDED.matcher(String.valueOf(line));
        assertThat(forwarded.find()).as("kubectl port-forward says: %s", line).isTrue();
        return new WebhookPort(forwarding, Integer.parseInt(forwarded.group(1)));
    }

    /// The serial number of the certificate that a new connection is given.
    ///
    /// @param authorities certificates of whom the caller trusts, as PEM
    /// @throws javax.net.ssl.SSLException where the caller does not trust that certificate
    BigInteger serial(String authorities) throws Exception {
        try (Socket plain = new Socket()) {
            plain.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LONGEST_WAIT_MS);
            plain.setSoTimeout(LONGEST_WAIT_MS);
            try (SSLSocket socket =
                    (SSLSocket)
                            Trust.in(certificates(authorities))
                                    .getSocketFactory()
                                    .createSocket(plain, HOST, port, true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                        .getSerialNumber();
            }
        }
    }

    /// The serial number of the first of these certificates.
    static BigInteger serialOf(String pem) throws CertificateException {
        return ((X509Certificate) certificates(pem).iterator().next()).getSerialNumber();
    }

    private static Collection<? extends Certificate> certificates(String pem)
            throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void close() {
        forwarding.destroy();
    }
}
