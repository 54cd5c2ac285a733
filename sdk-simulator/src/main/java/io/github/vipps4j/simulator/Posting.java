package io.github.vipps4j.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
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
    private static final int LONGEST_LINE = 1000;
    private static final int MOST_READ = 1 << 20;
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private final Timer timer;
    private final Addresses addresses;
    private volatile Socket socket = new Socket();
    private volatile boolean aborted;
    private volatile boolean expired;
    private @Nullable InputStream answer;

    Posting(Timer timer, Addresses addresses) {
        this.timer = timer;
        this.addresses = addresses;
    }

    /** Does something later, unless it is cancelled before. */
    @FunctionalInterface
    interface Timer {
        Future<?> in(Duration time, Runnable step);
    }

    /** Knows the addresses of a host. */
    @FunctionalInterface
    interface Addresses {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /**
     * What came back.
     *
     * @param status null if no answer came
     * @param waited for the status, or until it was clear that none will come; never more than the limit
     */
    record Outcome(@Nullable Integer status, Duration waited) {
        /** Nothing was sent. */
        static final Outcome NONE = new Outcome(null, Duration.ZERO);

        boolean isSuccess() {
            return status != null && Answer.isSuccess(status);
        }
    }

    /** @param limit for everything up to the status, in real time */
    Outcome send(SignedRequest request, Duration limit) {
        long start = System.nanoTime();
        Future<?> deadline = timer.in(limit, this::expire);
        Integer status = null;
        try {
            status = status(connected(request.url()), request);
        } catch (IOException e) {
            LOG.debug("No answer from {}", request.url().host(), e);
        } finally {
            deadline.cancel(false);
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        return expired || waited.compareTo(limit) >= 0 ? new Outcome(null, limit) : new Outcome(status, waited);
    }

    private Socket connected(WebhookUrl url) throws IOException {
        String host = url.uri().getHost();
        List<InetAddress> loopback = Arrays.stream(addresses.of(host))
                .filter(InetAddress::isLoopbackAddress)
                .toList();
        IOException failure = new IOException("Has no loopback address: " + host);
        for (InetAddress address : loopback) {
            try {
                Socket plain = opened();
                plain.connect(new InetSocketAddress(address, url.port()));
                return url.isEncrypted() ? encrypted(plain, url) : plain;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    /** A new one for each address: a socket that could not connect is of no more use. */
    private Socket opened() throws IOException {
        Socket opened = new Socket();
        socket = opened;
        // Looked at after the socket was put where abort() finds it: one of the two sees the other.
        if (aborted) {
            opened.close();
        }
        return opened;
    }

    private static Socket encrypted(Socket plain, WebhookUrl url) throws IOException {
        SSLSocketFactory factory = defaultContext().getSocketFactory();
        SSLSocket tls = (SSLSocket) factory.createSocket(plain, url.uri().getHost(), url.port(), true);
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
        Matcher first = STATUS_LINE.matcher(line(in));
        while (first.matches() && first.group(1).startsWith("1")) {
            // Such as 100 Continue: the answer comes behind it.
            skipHeaders(in);
            first = STATUS_LINE.matcher(line(in));
        }
        if (!first.matches()) {
            return null;
        }
        answer = in;
        return Integer.valueOf(first.group(1));
    }

    private static void skipHeaders(InputStream in) throws IOException {
        String header = line(in);
        while (!header.isEmpty()) {
            header = line(in);
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n' && line.size() < LONGEST_LINE) {
            line.write(next);
            next = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Reads the rest, so that the receiver can write it, and closes: at the latest a second later. */
    void finish() {
        Future<?> deadline = timer.in(LONGEST_REST, this::abort);
        try {
            if (answer != null) {
                answer.readNBytes(MOST_READ);
            }
        } catch (IOException e) {
            LOG.debug("The receiver did not come to an end after its status", e);
        } finally {
            deadline.cancel(false);
            abort();
        }
    }

    private void expire() {
        expired = true;
        abort();
    }

    void abort() {
        aborted = true;
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Closed badly", e);
        }
    }
}
