package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the merchant for the shipping options of an address, by ePayment 1.8.1: once, without following redirects. */
final class ShippingCallback {
    private static final Logger LOG = LoggerFactory.getLogger(ShippingCallback.class);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    private final Duration answerTime;
    private final String referenceName;

    /** @param capitalised whether the reference is spelled as the other names are */
    ShippingCallback(Duration answerTime, boolean capitalised) {
        this.answerTime = answerTime;
        this.referenceName = capitalised ? "Reference" : "reference";
    }

    /** Waits for the merchant; no lock may be held. */
    ShippingOffer ask(Payment payment, SimulatedAddress address) {
        JsonNode options = payment.request().path("shipping").path("dynamicOptions");
        URI url = URI.create(options.path("callbackUrl").textValue());
        if (!new WebhookUrl(url).isLoopback()) {
            return ShippingOffer.failed("the simulator calls merchants on the loopback address only");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json;charset=UTF-8")
                .POST(BodyPublishers.ofByteArray(Json.bytes(body(payment.key().reference(), address))));
        if (options.has("callbackAuthorizationToken")) {
            request.header(
                    "Authorization", options.path("callbackAuthorizationToken").textValue());
        }
        CompletableFuture<HttpResponse<byte[]>> answer = HTTP.sendAsync(request.build(), BodyHandlers.ofByteArray());
        try {
            return read(answer.get(answerTime.toMillis(), TimeUnit.MILLISECONDS), payment);
        } catch (TimeoutException e) {
            LOG.debug("No shipping options from {} within {}", url.getAuthority(), answerTime);
            return ShippingOffer.failed("no answer within " + answerTime);
        } catch (ExecutionException e) {
            LOG.debug("No shipping options from {}", url.getAuthority(), e);
            return ShippingOffer.failed("no answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The simulator was closed while a merchant was asked");
        } finally {
            answer.cancel(true);
        }
    }

    private ObjectNode body(String reference, SimulatedAddress address) {
        return Json.object()
                .put(referenceName, reference)
                .put("AddressLine1", address.addressLine1())
                .put("AddressLine2", address.addressLine2())
                .put("City", address.city())
                .put("PostCode", address.postCode())
                .put("Country", address.country());
    }

    private static ShippingOffer read(HttpResponse<byte[]> answer, Payment payment) {
        if (answer.statusCode() == 400) {
            return ShippingOffer.addressRefused();
        }
        if (answer.statusCode() != 200) {
            return ShippingOffer.failed("answered " + answer.statusCode());
        }
        JsonNode body;
        try {
            body = Json.readObject(answer.body());
        } catch (Json.NotReadable e) {
            LOG.debug("Shipping options cannot be read", e);
            return ShippingOffer.failed("answered 200 without a JSON object");
        }
        try {
            EPaymentSchemas.SHIPPING_ANSWER.require(body);
        } catch (Refusal e) {
            return ShippingOffer.failed("answered 200 with " + e.getMessage());
        }
        JsonNode groups = body.path("groups");
        return ShippingGroups.areIn(payment.unit().market().currency(), groups)
                ? ShippingGroups.offer(groups)
                : ShippingOffer.failed("answered 200 with another currency than the payment's");
    }
}
