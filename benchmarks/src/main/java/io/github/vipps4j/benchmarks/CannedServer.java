package io.github.vipps4j.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A program that answers every request at once with ready-made bytes, whatever the request says: HTTP/1.1 on loopback, one
 * thread per connection. It prints its port and runs until its input ends.
 */
final class CannedServer {
    /** As long as a real one. */
    static final String ACCESS_TOKEN = "made-up." + "t0ken".repeat(220);

    /** How often a token was asked for so far, as a body of its own. */
    static final String TOKEN_REQUESTS = "/token-requests";

    static final String TOKEN = """
            {"token_type":"Bearer","expires_in":"86398","ext_expires_in":"0","expires_on":"1784000000",\
            "not_before":"1783996101","resource":"00000002-0000-0000-c000-000000000000","access_token":"%s"}""".formatted(ACCESS_TOKEN);

    static final String CREATED = """
            {"reference":"acme-shop-123-order123abc","redirectUrl":"https://landing.vipps.example?token=made-up-token"}""";

    static final String PAYMENT = """
            {"aggregate":{"authorizedAmount":{"currency":"NOK","value":49900},\
            "cancelledAmount":{"currency":"NOK","value":0},\
            "capturedAmount":{"currency":"NOK","value":10000},\
            "refundedAmount":{"currency":"NOK","value":0}},\
            "amount":{"currency":"NOK","value":49900},"state":"AUTHORIZED",\
            "paymentMethod":{"type":"WALLET","cardBin":"540185"},"profile":{},\
            "pspReference":"0a7e2b6e-0000-4000-8000-000000000001","reference":"acme-shop-123-order123abc"}""";

    private static final int MAX_REQUEST = 64 * 1024;
    private static final String CONTENT_LENGTH = "\r\nContent-Length: ";

    private final byte[] token = answer("200 OK", TOKEN);
    private final byte[] created = answer("201 Created", CREATED);
    private final byte[] payment = answer("200 OK", PAYMENT);
    private final byte[] unknown = answer("404 Not Found", "");
    private final AtomicInteger tokenRequests = new AtomicInteger();

    private CannedServer() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException {
        CannedServer server = new CannedServer();
        ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        inBackground(() -> server.accept(listener));
        System.out.println(listener.getLocalPort());
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket listener) {
        try {
            while (true) {
                Socket connection = listener.accept();
                inBackground(() -> serve(connection));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            byte[] buffer = new byte[MAX_REQUEST];
            String line = request(connection.getInputStream(), buffer);
            while (line != null) {
                connection.getOutputStream().write(answerTo(line));
                line = request(connection.getInputStream(), buffer);
            }
        } catch (IOException e) {
            // the client is gone
        }
    }

    /** Reads one request to the end of its body. @return its head, or null if the client has closed the connection */
    private static @Nullable String request(InputStream in, byte[] buffer) throws IOException {
        int length = 0;
        while (true) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read <= 0) {
                return null;
            }
            length += read;
            String text = new String(buffer, 0, length, ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0 && length >= end + 4 + contentLength(text)) {
                return text;
            }
        }
    }

    private static int contentLength(String request) {
        int start = request.indexOf(CONTENT_LENGTH);
        if (start < 0) {
            return 0;
        }
        start += CONTENT_LENGTH.length();
        return Integer.parseInt(request, start, request.indexOf('\r', start), 10);
    }

    private byte[] answerTo(String request) {
        if (request.startsWith("GET /epayment/v1/payments/")) {
            return payment;
        }
        if (request.startsWith("POST /epayment/v1/payments ")) {
            return created;
        }
        if (request.startsWith("POST /accesstoken/get ")) {
            tokenRequests.incrementAndGet();
            return token;
        }
        if (request.startsWith("GET " + TOKEN_REQUESTS + " ")) {
            return answer("200 OK", tokenRequests.toString());
        }
        return unknown;
    }

    private static byte[] answer(String status, String body) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(ISO_8859_1);
    }
}
