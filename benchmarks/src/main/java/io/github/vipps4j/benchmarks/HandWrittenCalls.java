package io.github.vipps4j.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The same requests as the SDK's, written for one shop by a careful developer: the token is kept, the idempotency key
 * follows from the order, everything has a time-out, and every status is looked at. What is left out is what the SDK is
 * for: nothing is repeated, checked before it is sent, or told apart when it fails.
 */
final class HandWrittenCalls implements PaymentCalls {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final RequestBody NOTHING = RequestBody.create(new byte[0]);
    private static final Duration TOKEN_MARGIN = Duration.ofSeconds(30);
    private static final Headers COMMON_HEADERS = new Headers.Builder()
            .add("Accept", "application/json")
            .add("User-Agent", Shop.SYSTEM_NAME + "/" + Shop.SYSTEM_VERSION)
            .add("Vipps-System-Name", Shop.SYSTEM_NAME)
            .add("Vipps-System-Version", Shop.SYSTEM_VERSION)
            .add("Vipps-System-Plugin-Name", Shop.PLUGIN_NAME)
            .add("Vipps-System-Plugin-Version", Shop.PLUGIN_VERSION)
            .add("Ocp-Apim-Subscription-Key", Shop.SUBSCRIPTION_KEY)
            .add("Merchant-Serial-Number", Shop.MSN)
            .build();

    private final OkHttpClient client = Http.client();
    private final ObjectMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final String server;
    private final ReentrantLock tokenLock = new ReentrantLock();
    private @Nullable String bearer;
    private long bearerEnds;

    HandWrittenCalls(String server) {
        this.server = server;
    }

    record Money(String currency, long value) {}

    record PaymentMethod(String type) {}

    record NewPayment(
            Money amount,
            PaymentMethod paymentMethod,
            String reference,
            String userFlow,
            String returnUrl,
            String paymentDescription) {}

    record CreatedPayment(String reference, String redirectUrl) {}

    record Aggregate(Money authorizedAmount, Money cancelledAmount, Money capturedAmount, Money refundedAmount) {}

    record Payment(String reference, String state, Money amount, Aggregate aggregate, String pspReference) {}

    record Token(
            @JsonProperty("access_token") String value,
            @JsonProperty("expires_in") long seconds) {}

    @Override
    public CreatedPayment create(String reference) {
        NewPayment payment = new NewPayment(
                new Money("NOK", Shop.PRICE),
                new PaymentMethod("WALLET"),
                reference,
                "WEB_REDIRECT",
                Shop.RETURN_URL,
                Shop.DESCRIPTION);
        Request request = request("/epayment/v1/payments")
                .header("Authorization", bearer())
                .header("Idempotency-Key", key("create", reference))
                .post(RequestBody.create(write(payment), JSON))
                .build();
        return send(request, CreatedPayment.class);
    }

    @Override
    public Payment get(String reference) {
        Request request = request("/epayment/v1/payments/" + reference)
                .header("Authorization", bearer())
                .build();
        return send(request, Payment.class);
    }

    private String bearer() {
        tokenLock.lock();
        try {
            if (bearer == null || System.nanoTime() - bearerEnds >= 0) {
                long askedAt = System.nanoTime();
                Request request = request("/accesstoken/get")
                        .header("client_id", Shop.CLIENT_ID)
                        .header("client_secret", Shop.CLIENT_SECRET)
                        .post(NOTHING)
                        .build();
                Token token = send(request, Token.class);
                bearer = "Bearer " + token.value();
                bearerEnds = askedAt
                        + Duration.ofSeconds(token.seconds())
                                .minus(TOKEN_MARGIN)
                                .toNanos();
            }
            return bearer;
        } finally {
            tokenLock.unlock();
        }
    }

    private Request.Builder request(String path) {
        return new Request.Builder().url(server + path).headers(COMMON_HEADERS);
    }

    /** The same order gives the same key, also after a restart. */
    private static String key(String step, String reference) {
        return UUID.nameUUIDFromBytes((step + " " + Shop.MSN + " " + reference).getBytes(UTF_8))
                .toString();
    }

    private byte[] write(Object body) {
        try {
            return mapper.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T send(Request request, Class<T> type) {
        try (Response response = client.newCall(request).execute()) {
            byte[] body = response.body().bytes();
            if (!response.isSuccessful()) {
                throw new IllegalStateException(request.method() + " "
                        + request.url().encodedPath() + ": " + response.code() + " " + new String(body, UTF_8));
            }
            return mapper.readValue(body, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
