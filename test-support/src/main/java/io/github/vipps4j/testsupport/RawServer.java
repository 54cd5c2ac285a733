package io.github.vipps4j.testsupport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server of bytes on a loopback port: what a test gives it stands on the wire as it is, however wrong. It takes any number of
 * connections and knows which of them are open.
 */
public final class RawServer implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket listening;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();

    /** What to answer. */
    public interface Script {
        /** What to answer to this request. */
        Answer answer(Received request);
    }

    /**
     * A request as it came.
     *
     * @param method such as {@code GET}
     * @param target path and query
     * @param headers by lower-case name
     * @param body as text
     */
    public record Received(String method, String target, Map<String, String> headers, String body) {}

    /**
     * Bytes to write.
     *
     * @param text the whole answer with its head; empty for silence
     * @param closes whether the connection is closed afterwards
     * @param delay before the first byte
     */
    public record Answer(String text, boolean closes, Duration delay) {
        /** A whole answer with a body of JSON. */
        public static Answer json(int status, String body) {
            return of(status, "application/json", body);
        }

        /** A whole answer. */
        public static Answer of(int status, String contentType, String body, String... headerLines) {
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Told\r\n");
            for (String line : headerLines) {
                head.append(line).append("\r\n");
            }
            head.append("Content-Type: ").append(contentType).append("\r\nContent-Length: ");
            return raw(head.append(length).append("\r\n\r\n").append(body).toString());
        }

        /** These bytes. */
        public static Answer raw(String text) {
            return new Answer(text, false, Duration.ZERO);
        }

        /** Nothing, for as long as the caller waits. */
        public static Answer silence() {
            return raw("");
        }

        /** Nothing but the end of the connection. */
        public static Answer lost() {
            return silence().thenClosed();
        }

        /** All but its last bytes, and then the end of the connection. */
        public Answer cutBy(int missing) {
            return raw(text.substring(0, text.length() - missing)).thenClosed();
        }

        /** The same, and the end of the connection. */
        public Answer thenClosed() {
            return new Answer(text, true, delay);
        }

        /** The same, later. */
        public Answer after(Duration time) {
            return new Answer(text, closes, time);
        }
    }

    /** Starts to listen. */
    public RawServer(Script script) {
        this.script = script;
        try {
            listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("raw-server-" + listening.getLocalPort(), this::accept);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                start("raw-server-connection-" + accepted.incrementAndGet(), () -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Received request = read(in); request != null; request = read(in)) {
                received.add(request);
                Answer answer = script.answer(request);
                TimeUnit.NANOSECONDS.sleep(answer.delay().toNanos());
                socket.getOutputStream().write(answer.text().getBytes(StandardCharsets.UTF_8));
                if (answer.closes()) {
                    return;
                }
            }
        } catch (IOException e) {
            // the caller went away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static @Nullable Received read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = Math.max(0, header.indexOf(':'));
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String[] parts = first.split(" ");
        return new Received(parts[0], parts[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    /** Without its end; empty at the end of the stream too, and where no text begins but a TLS handshake. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= '\r' && b != TLS_HANDSHAKE; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Where it listens. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** All requests so far, in order. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** How many connections were made to it. */
    public int accepted() {
        return accepted.get();
    }

    /** How many of them are open. */
    public int open() {
        return open.size();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
