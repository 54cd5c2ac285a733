package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A merchant's back end that speaks raw HTTP: what it sends and expects is written out in each test. */
final class Merchant {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Two groups with three options in all; the second option of the second group is the default. */
    static final String FIXED_OPTIONS = """
            {"fixedOptions":[
              {"type":"PICKUP_POINT","brand":"POSTEN","priority":2,"options":[
                {"id":"shop","name":"At the shop","amount":{"currency":"NOK","value":4900}}]},
              {"type":"HOME_DELIVERY","brand":"BRING","priority":1,"isDefault":true,"options":[
                {"id":"slow","name":"To your door","priority":2,"amount":{"currency":"NOK","value":9900},
                 "isDefault":true},
                {"id":"fast","name":"Tonight","priority":1,"amount":{"currency":"NOK","value":19900}}]}]}""";

    private final URI baseUrl;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Merchant(URI baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** A merchant with a fresh token. */
    static Merchant of(VippsSimulator simulator) {
        return of(simulator, simulator.salesUnit());
    }

    static Merchant of(VippsSimulator simulator, SalesUnit unit) {
        return of(simulator, (KeyHolder) unit).with("Merchant-Serial-Number", unit.merchantSerialNumber());
    }

    /** Without an MSN, which is for partners. */
    static Merchant of(VippsSimulator simulator, KeyHolder holder) {
        Merchant merchant = new Merchant(simulator.baseUrl());
        merchant.headers.put("Authorization", "Bearer " + merchant.fetchToken(holder));
        merchant.headers.put("Ocp-Apim-Subscription-Key", holder.primarySubscriptionKey());
        merchant.headers.put("Content-Type", "application/json");
        return merchant;
    }

    static Merchant anonymous(VippsSimulator simulator) {
        return new Merchant(simulator.baseUrl());
    }

    String fetchToken(KeyHolder holder) {
        return tree(anonymousLike().requestToken(holder).body())
                .path("access_token")
                .textValue();
    }

    HttpResponse<String> requestToken(KeyHolder holder) {
        return with("client_id", holder.clientId())
                .with("client_secret", holder.clientSecret())
                .with("Ocp-Apim-Subscription-Key", holder.primarySubscriptionKey())
                .post("/accesstoken/get", "");
    }

    private Merchant anonymousLike() {
        return new Merchant(baseUrl);
    }

    Merchant with(String name, String value) {
        Merchant copy = new Merchant(baseUrl);
        copy.headers.putAll(headers);
        copy.headers.put(name, value);
        return copy;
    }

    Merchant without(String name) {
        Merchant copy = new Merchant(baseUrl);
        copy.headers.putAll(headers);
        copy.headers.remove(name);
        return copy;
    }

    Merchant key(String idempotencyKey) {
        return with("Idempotency-Key", idempotencyKey);
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    HttpResponse<String> post(String path, String body) {
        return send("POST", path, body);
    }

    HttpResponse<String> send(String method, String path, String body) {
        try {
            return trySend(method, path, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> trySend(String method, String path, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(baseUrl.resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The body of a NOK 499.00 payment in the browser. */
    static String socks(String reference) {
        return """
                {"amount":{"currency":"NOK","value":49900},
                 "paymentMethod":{"type":"WALLET"},
                 "reference":"%s",
                 "userFlow":"WEB_REDIRECT",
                 "returnUrl":"https://shop.example/return",
                 "paymentDescription":"One pair of socks"}""".formatted(reference);
    }

    /** Registers a webhook for ePayment events such as {@code created}; gives id and secret. */
    JsonNode register(String url, String... names) {
        List<String> types = new ArrayList<>();
        for (String name : names) {
            types.add("\"epayments.payment." + name + ".v1\"");
        }
        return tree(post("/webhooks/v1/webhooks", "{\"url\":\"" + url + "\",\"events\":" + types + "}")
                .body());
    }

    /** The body with more members, such as {@code "minimumUserAge":18}. */
    static String plus(String body, String members) {
        return body.substring(0, body.length() - 1) + "," + members + "}";
    }

    /** The body of an Express payment of NOK 499.00 without shipping. */
    static String express(String reference, String shipping) {
        return plus(
                socks(reference),
                "\"profile\":{\"scope\":\"name address email phoneNumber\"},\"shipping\":" + shipping);
    }

    HttpResponse<String> create(String reference) {
        return key("create-" + reference).post("/epayment/v1/payments", socks(reference));
    }

    HttpResponse<String> capture(String reference, long value, String idempotencyKey) {
        return modify(reference, "capture", value, idempotencyKey);
    }

    HttpResponse<String> refund(String reference, long value, String idempotencyKey) {
        return modify(reference, "refund", value, idempotencyKey);
    }

    HttpResponse<String> cancel(String reference) {
        return post(path(reference, "cancel"), "");
    }

    private HttpResponse<String> modify(String reference, String step, long value, String idempotencyKey) {
        return key(idempotencyKey).post(path(reference, step), nok(value));
    }

    static String nok(long value) {
        return "{\"modificationAmount\":{\"currency\":\"NOK\",\"value\":" + value + "}}";
    }

    static String path(String reference, String step) {
        return "/epayment/v1/payments/" + reference + "/" + step;
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    /** Status and error code, such as {@code "400 6080"}; {@code "400 -"} without a code. */
    static String refusal(HttpResponse<String> answer) {
        String code = "-";
        for (JsonNode detail : tree(answer.body()).path("extraDetails")) {
            if (detail.path("name").asText().equals("ErrorCode")) {
                code = detail.path("reason").textValue();
            }
        }
        return answer.statusCode() + " " + code;
    }

    /** The fields that a 400 complains about, in order. */
    static String complaints(HttpResponse<String> answer) {
        return complaints(answer, "extraDetails");
    }

    /** The same for Order Management. */
    static String invalidParams(HttpResponse<String> answer) {
        return complaints(answer, "invalidParams");
    }

    private static String complaints(HttpResponse<String> answer, String list) {
        StringBuilder all = new StringBuilder().append(answer.statusCode());
        tree(answer.body())
                .path(list)
                .forEach(detail -> all.append(' ')
                        .append(detail.path("name").textValue())
                        .append(": ")
                        .append(detail.path("reason").textValue())
                        .append(';'));
        return all.toString();
    }
}
