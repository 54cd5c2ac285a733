package io.github.vipps4j.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One POST over a connection of its own: sent once and never repeated, no redirect followed, and cut off by
 * {@link #abort()} from any thread, even before it has begun.
 */
final class Posting {
    private static final Logger LOG = LoggerFactory.getLogger(Posting.class);
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
    private static final int LONGEST_STATUS_LINE = 1000;
    private static final int MOST_READ = 1 << 20;
    private static final int LONGEST_REST_MILLIS = 1000;

    private final Socket socket = new Socket();
    private @Nullable InputStream answer;

    /**
     * What came back.
     *
     * @param status null if no answer came
     * @param waited the whole limit if it ran out, else nothing
     */
    record Outcome(@Nullable Integer status, Duration waited) {
        boolean isSuccess() {
            return status != null && Answer.isSuccess(status);
        }
    }

    Outcome send(SignedRequest request, Duration limit) {
        try {
            return new Outcome(status(connected(request.url(), limit), request), Duration.ZERO);
        } catch (SocketTimeoutException e) {
            LOG.debug("No answer from {} within {}", request.url().host(), limit);
            return new Outcome(null, limit);
        } catch (IOException e) {
            LOG.debug("No answer from {}", request.url().host(), e);
            return new Outcome(null, Duration.ZERO);
        }
    }

    private Socket connected(WebhookUrl url, Duration limit) throws IOException {
        long start = System.nanoTime();
        InetAddress address = InetAddress.getByName(url.uri().getHost());
        if (!address.isLoopbackAddress()) {
            throw new IOException("Not a loopback address: " + address);
        }
        socket.connect(new InetSocketAddress(address, url.port()), millis(limit));
        socket.setSoTimeout(millis(limit.minusNanos(System.nanoTime() - start)));
        return url.isEncrypted() ? encrypted(url) : socket;
    }

    private Socket encrypted(WebhookUrl url) throws IOException {
        SSLSocketFactory factory = defaultContext().getSocketFactory();
        SSLSocket tls = (SSLSocket) factory.createSocket(socket, url.uri().getHost(), url.port(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        return tls;
    }

    private static SSLContext defaultContext() throws IOException {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("This Java has no TLS", e);
        }
    }

    private @Nullable Integer status(Socket connection, SignedRequest request) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(request.head());
        out.write(request.body());
        out.flush();
        InputStream in = connection.getInputStream();
        Matcher line = STATUS_LINE.matcher(firstLine(in));
        if (!line.matches()) {
            return null;
        }
        answer = in;
        return Integer.valueOf(line.group(1));
    }

    private static String firstLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n' && line.size() < LONGEST_STATUS_LINE) {
            line.write(next);
            next = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Reads the rest, so that the receiver can write it, and closes: at the latest a second after the last byte. */
    void finish() {
        try (socket) {
            if (answer != null) {
                socket.setSoTimeout(LONGEST_REST_MILLIS);
                answer.readNBytes(MOST_READ);
            }
        } catch (IOException e) {
            LOG.debug("The receiver broke off after its answer", e);
        }
    }

    void abort() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Closed badly", e);
        }
    }

    private static int millis(Duration time) {
        return (int) Math.max(1, time.toMillis());
    }
}
