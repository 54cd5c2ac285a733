package io.github.vipps4j.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Requests that are made once and sent again and again, whatever the reference; answers are read and not looked at. */
final class RawCalls implements PaymentCalls {
    private static final String BODY = """
            {"amount":{"currency":"NOK","value":49900},"paymentMethod":{"type":"WALLET"},\
            "reference":"acme-shop-123-order123abc","userFlow":"WEB_REDIRECT",\
            "returnUrl":"https://shop.example/return?order=123","paymentDescription":"One pair of socks"}""";

    private final OkHttpClient client = Http.client();
    private final Request token;
    private final Request create;
    private final Request get;
    private boolean hasToken;

    RawCalls(String server) {
        token = request(server + "/accesstoken/get")
                .header("client_id", Shop.CLIENT_ID)
                .header("client_secret", Shop.CLIENT_SECRET)
                .post(RequestBody.create(new byte[0]))
                .build();
        create = request(server + "/epayment/v1/payments")
                .header("Authorization", "Bearer " + CannedServer.ACCESS_TOKEN)
                .header("Idempotency-Key", "6f1cd5a6-4d93-3e0a-9c3a-0f2f5a3c9d11")
                .post(RequestBody.create(BODY.getBytes(UTF_8), MediaType.get("application/json")))
                .build();
        get = request(server + "/epayment/v1/payments/acme-shop-123-order123abc")
                .header("Authorization", "Bearer " + CannedServer.ACCESS_TOKEN)
                .build();
    }

    private static Request.Builder request(String url) {
        return new Request.Builder()
                .url(url)
                .header("Accept", "application/json")
                .header("User-Agent", "raw")
                .header("Vipps-System-Name", Shop.SYSTEM_NAME)
                .header("Vipps-System-Version", Shop.SYSTEM_VERSION)
                .header("Vipps-System-Plugin-Name", Shop.PLUGIN_NAME)
                .header("Vipps-System-Plugin-Version", Shop.PLUGIN_VERSION)
                .header("Ocp-Apim-Subscription-Key", Shop.SUBSCRIPTION_KEY)
                .header("Merchant-Serial-Number", Shop.MSN);
    }

    @Override
    public byte[] create(String reference) {
        if (!hasToken) {
            send(token);
            hasToken = true;
        }
        return send(create);
    }

    @Override
    public byte[] get(String reference) {
        return send(get);
    }

    private byte[] send(Request request) {
        try (Response response = client.newCall(request).execute()) {
            return response.body().bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
