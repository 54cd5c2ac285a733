package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.ORDER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.ServerException;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.testsupport.RawServer.Answer;
import io.github.vipps4j.testsupport.RawServer.Received;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * No key and nothing personal can be seen in a log, on the console, in a message, a stack trace or a {@code toString},
 * whatever becomes of a call or a callback.
 */
class EcomLeakTest {
    private final LeakShop shop = new LeakShop();

    @AfterEach
    void nothingIsSeen() {
        shop.closeAndExpectNoLeak();
    }

    private static Answer error(int status, String group, String code, String message) {
        return Answer.json(
                status,
                "[{\"errorGroup\":\"%s\",\"errorCode\":\"%s\",\"errorMessage\":\"%s\",\"contextId\":\"c-1\"}]"
                        .formatted(group, code, message));
    }

    @Test
    void successesLeakNothing() {
        shop.attemptAll(LeakShop::success);
        assertThat(shop.leaks.types())
                .contains(InitiatedPayment.class, PaymentDetails.class, Modification.class)
                .contains(InitiateResolution.Known.class)
                .doesNotContain(UnreadableReplyException.class, OutcomeUnknownException.class);
        assertThat(shop.leaks.logged())
                .as("what the wire log masks was there to be masked")
                .anyMatch(line -> line.startsWith("io.github.vipps4j.wire TRACE"));
    }

    @Test
    @FieldDefect(16)
    void refusalsThatQuoteWhatWasSentLeakNothing() {
        for (int status : List.of(400, 401, 403, 404, 409, 422, 429, 500)) {
            for (Function<Received, Answer> refusal : List.<Function<Received, Answer>>of(
                    request -> error(status, "Payment", "71", LeakShop.everything()),
                    request -> error(status, "InvalidRequest", "mobileNumber", LeakShop.quoted(request)),
                    request ->
                            error(status, LeakShop.quoted(request), LeakShop.quoted(request), LeakShop.quoted(request)),
                    request ->
                            Answer.json(status, "{\"statusCode\":1,\"message\":\"" + LeakShop.quoted(request) + "\"}"),
                    request -> Answer.json(
                            status,
                            "{\"responseInfo\":{\"responseCode\":1,\"responseMessage\":\"" + LeakShop.quoted(request)
                                    + "\"},\"result\":{\"message\":\"" + LeakShop.quoted(request) + "\"}}"),
                    request -> Answer.of(status, "text/html", "<html>" + LeakShop.everything() + request.headers()))) {
                shop.attemptAll(refusal);
            }
        }
        assertThat(shop.leaks.types())
                .contains(ApiException.class, BusyException.class, ServerException.class)
                .contains(OutcomeUnknownException.class);
    }

    @Test
    void repliesThatCannotBeReadLeakNothing() {
        for (String body : List.of(
                LeakShop.everything(),
                LeakShop.DETAILS.replace("34800", "348.5"),
                LeakShop.DETAILS.replace("\"operation\"", "\"does\""),
                LeakShop.DETAILS.replace("\"" + LeakShop.NAME + "\"", "{\"x\":\"" + LeakShop.NAME + "\"}"),
                LeakShop.INITIATED.replace("\"url\"", "\"uri\""),
                "[\"" + LeakShop.PHONE + "\"]")) {
            shop.attemptAll(request -> Answer.json(200, body));
        }
        assertThat(shop.leaks.types()).contains(UnreadableReplyException.class);
    }

    @Test
    void faultsOfTheLineLeakNothing() {
        shop.attemptAll(request -> Answer.lost());
        shop.attemptAll(request -> Answer.json(200, LeakShop.DETAILS).cutBy(9));
        assertThat(shop.leaks.types()).contains(OutcomeUnknownException.class);
    }

    @Test
    @SuppressWarnings("NullAway")
    void misuseLeaksNothing() {
        for (String wrong : List.of(LeakShop.everything(), LeakShop.PHONE + " ", LeakShop.FALL_BACK + "\n")) {
            shop.attempt(() -> InitiatePayment.builder()
                    .orderId(wrong)
                    .transactionText(wrong.repeat(9))
                    .callbackPrefix(wrong)
                    .fallBack(wrong)
                    .authToken(wrong + "\n")
                    .mobileNumber(wrong)
                    .express(Express.dynamic(wrong, wrong))
                    .build());
            shop.attempt(() -> EcomCallbacks.builder()
                    .authToken(wrong + "\n")
                    .onConsentRemoved(wrong + "\n", user -> {})
                    .build());
            shop.attempt(() -> ShippingCost.ofKroner(wrong));
            shop.attempt(() -> ShippingMethod.builder()
                    .shippingMethod(wrong.repeat(30))
                    .shippingMethodId(wrong.repeat(30))
                    .build());
        }
        assertThat(shop.leaks.types()).containsOnly(InvalidRequestException.class);
    }

    @Test
    void callbacksThatAreTakenAndRefusedLeakNothing() {
        EcomCallbacks callbacks = EcomCallbacks.builder()
                .authToken(LeakShop.AUTH_TOKEN)
                .onPaymentUpdate(update -> {
                    shop.leaks.met(update);
                    throw new IOException("not now");
                })
                .shippingDetails(request -> {
                    shop.leaks.met(request);
                    return List.of(Bodies.posten());
                })
                .onConsentRemoved(LeakShop.CONSENT_SECRET, user -> {
                    throw new IllegalStateException("not now");
                })
                .executor(Runnable::run)
                .build();
        String update = Bodies.UPDATE.substring(0, Bodies.UPDATE.lastIndexOf('}')) + ","
                + LeakShop.DETAILS.substring(LeakShop.DETAILS.indexOf("\"shippingDetails\""));
        for (String token : List.of(LeakShop.AUTH_TOKEN, "wrong")) {
            for (String path : List.of(
                    "/v2/payments/" + ORDER,
                    "/v2/payments/" + ORDER + "/shippingDetails",
                    "/v2/payments/" + LeakShop.PHONE + "%20",
                    "/" + LeakShop.CONSENT_SECRET + "/v2/consents/leakUser%2B%2Fuob%3D%3D",
                    "/" + LeakShop.CONSENT_SECRET + "x/v2/consents/" + LeakShop.USER_ID,
                    "/" + LeakShop.CONSENT_SECRET + "/v2/consents/%" + LeakShop.USER_ID)) {
                for (String body : List.of(
                        update,
                        update.replace("34800", "348.5"),
                        update.replace("24900", "\"" + LeakShop.NAME + "\""),
                        Bodies.SHIPPING_CALL.replace("Dronning Eufemias gate 42", LeakShop.STREET),
                        Bodies.SHIPPING_CALL.replace("3960", "\"" + LeakShop.STREET + "\""),
                        LeakShop.everything())) {
                    for (String method : List.of("POST", "DELETE")) {
                        CallbackRequest request = new CallbackRequest(
                                method, path, Map.of("Authorization", List.of(token)), body.getBytes(UTF_8));
                        shop.leaks.met(callbacks.handle(request));
                    }
                }
            }
        }
        assertThat(shop.leaks.types()).contains(PaymentUpdate.class, ShippingDetailsRequest.class);
    }
}
