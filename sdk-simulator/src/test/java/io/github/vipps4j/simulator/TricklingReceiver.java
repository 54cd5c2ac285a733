package io.github.vipps4j.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An endpoint for webhooks that says something at once and then goes on byte by byte, for as long as it is listened to. */
final class TricklingReceiver implements AutoCloseable {
    private static final int MILLIS_BETWEEN_BYTES = 50;

    private final ServerSocket server;
    private final String begins;
    private final CountDownLatch cutOff = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);

    TricklingReceiver(String begins) {
        this.begins = begins;
        try {
            server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    private static void start(Runnable work) {
        Daemons.named("trickling-receiver-").newThread(work).start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> trickle(socket));
            } catch (IOException e) {
                // closed by the test
            }
        }
    }

    private void trickle(Socket socket) {
        try (socket) {
            socket.getInputStream().read(new byte[10_000]);
            OutputStream out = socket.getOutputStream();
            out.write(begins.getBytes(StandardCharsets.US_ASCII));
            while (!closing.await(MILLIS_BETWEEN_BYTES, TimeUnit.MILLISECONDS)) {
                out.write('x');
            }
        } catch (IOException e) {
            cutOff.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/hooks";
    }

    /** Whether somebody has stopped to listen, at last. */
    boolean isCutOff() throws InterruptedException {
        return cutOff.await(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        server.close();
    }
}
