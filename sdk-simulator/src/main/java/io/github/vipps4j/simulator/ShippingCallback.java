package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the merchant for the shipping options of an address, by ePayment 1.8.1: once, without following redirects. */
final class ShippingCallback implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShippingCallback.class);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    private final Clock clock;
    private final Duration answerTime;
    private final String referenceName;

    private final ReentrantLock lock = new ReentrantLock();
    /** Those that somebody waits for; a reset or a close takes them out. */
    private final Set<CompletableFuture<HttpResponse<byte[]>>> awaited = new HashSet<>();

    private final ShippingJournal journal = new ShippingJournal();
    private boolean closed;

    /** @param capitalised whether the reference is spelled as the other names are */
    ShippingCallback(Clock clock, Duration answerTime, boolean capitalised) {
        this.clock = clock;
        this.answerTime = answerTime;
        this.referenceName = capitalised ? "Reference" : "reference";
    }

    /** What the merchant said, if anything, and what the customer is shown. */
    private record Reply(@Nullable Integer status, ShippingOffer offer) {
        static Reply none(String problem) {
            return new Reply(null, ShippingOffer.failed(problem));
        }
    }

    /** Waits for the merchant; no lock may be held. */
    ShippingOffer ask(Payment payment, SimulatedAddress address) {
        JsonNode options = payment.request().path("shipping").path("dynamicOptions");
        URI url = URI.create(options.path("callbackUrl").textValue());
        if (!new WebhookUrl(url).isLoopback()) {
            return ShippingOffer.failed("the simulator calls merchants on the loopback address only");
        }
        Map<String, String> headers = headers(options);
        byte[] body = Json.bytes(body(payment.key().reference(), address));
        Instant at = clock.instant();
        CompletableFuture<HttpResponse<byte[]>> answer = send(url, headers, body);
        try {
            Reply reply = await(answer, url, payment);
            note(answer, question(payment, url, reply, at, headers, body));
            return reply.offer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            note(answer, question(payment, url, Reply.none("the wait was interrupted"), at, headers, body));
            throw new IllegalStateException("Interrupted while a merchant was asked for shipping options", e);
        } finally {
            giveUp(answer);
        }
    }

    private static Map<String, String> headers(JsonNode options) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json;charset=UTF-8");
        if (options.has("callbackAuthorizationToken")) {
            headers.put(
                    "Authorization", options.path("callbackAuthorizationToken").textValue());
        }
        return headers;
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

    private CompletableFuture<HttpResponse<byte[]>> send(URI url, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        lock.lock();
        try {
            requireOpen();
            CompletableFuture<HttpResponse<byte[]>> answer =
                    HTTP.sendAsync(request.build(), BodyHandlers.ofByteArray());
            awaited.add(answer);
            return answer;
        } finally {
            lock.unlock();
        }
    }

    private Reply await(CompletableFuture<HttpResponse<byte[]>> answer, URI url, Payment payment)
            throws InterruptedException {
        try {
            HttpResponse<byte[]> got = answer.get(answerTime.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(got.statusCode(), read(got, payment));
        } catch (TimeoutException e) {
            LOG.debug("No shipping options from {} within {}", url.getAuthority(), answerTime);
            return Reply.none("no answer within " + answerTime);
        } catch (ExecutionException | CancellationException e) {
            // Cancelled by a reset or a close, which are told apart when it is noted.
            LOG.debug("No shipping options from {}", url.getAuthority(), e);
            return Reply.none("no answer");
        }
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

    private static ShippingQuestion question(
            Payment payment, URI url, Reply reply, Instant at, Map<String, String> headers, byte[] body) {
        return new ShippingQuestion(
                payment.key().msn(),
                payment.key().reference(),
                url.toString(),
                reply.status(),
                reply.offer().problem(),
                at,
                Journal.masked(headers),
                new String(body, StandardCharsets.UTF_8));
    }

    /** Throws if nobody is to hear of the answer any more. */
    private void note(CompletableFuture<HttpResponse<byte[]>> answer, ShippingQuestion question) {
        lock.lock();
        try {
            requireOpen();
            if (!awaited.contains(answer)) {
                throw new IllegalStateException("The simulator was reset while a merchant was asked");
            }
            journal.note(question);
        } finally {
            lock.unlock();
        }
    }

    private void giveUp(CompletableFuture<HttpResponse<byte[]>> answer) {
        lock.lock();
        try {
            awaited.remove(answer);
        } finally {
            lock.unlock();
        }
        answer.cancel(true);
    }

    private void requireOpen() {
        if (closed) {
            throw new CancellationException("The simulator was closed while a merchant was asked");
        }
    }

    List<ShippingQuestion> questions() {
        lock.lock();
        try {
            return journal.questions();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits any longer, and what was asked is forgotten. */
    void reset() {
        lock.lock();
        try {
            abortAll();
            journal.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits any longer. What was asked can still be read. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            abortAll();
        } finally {
            lock.unlock();
        }
    }

    private void abortAll() {
        List<CompletableFuture<HttpResponse<byte[]>>> open = List.copyOf(awaited);
        awaited.clear();
        open.forEach(answer -> answer.cancel(true));
    }
}
