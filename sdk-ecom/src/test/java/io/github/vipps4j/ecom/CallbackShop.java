package io.github.vipps4j.ecom;

import com.sun.net.httpserver.HttpServer;
import io.github.vipps4j.core.callback.JdkHttpAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A merchant's endpoints on the JDK's server, under prefixes as a shop may have them. */
final class CallbackShop implements AutoCloseable {
    static final String TOKEN = "made-up-token-of-4711";
    static final String SECRET = "made-up-segment-0815";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String url;

    CallbackShop(EcomCallbacks callbacks) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.url = "http://127.0.0.1:" + server.getAddress().getPort() + "/shop/vipps";
        server.createContext("/shop/vipps", new JdkHttpAdapter(callbacks));
        server.setExecutor(threads);
        server.start();
    }

    InitiatePayment.Builder order(String orderId, long minor) {
        return Shop.order(orderId, minor).callbackPrefix(url + "/callbacks").authToken(TOKEN);
    }

    String shippingDetailsPrefix() {
        return url + "/shipping";
    }

    String consentRemovalPrefix() {
        return url + "/consents/" + SECRET;
    }

    /** Where it hears of an order. */
    String callbackUrl(String orderId) {
        return url + "/callbacks/v2/payments/" + orderId;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
