package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the merchant for the ways of shipping to an address: once, in the words of the API that made the payment. */
final class ShippingCallback implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShippingCallback.class);

    private final Clock clock;
    private final Duration answerTime;
    private final ShippingDialect inEPayment;
    private final ShippingDialect inEcom = new EcomShippingDialect();

    private final ReentrantLock lock = new ReentrantLock();
    /** Those that somebody waits for; a reset or a close takes them out. */
    private final Set<MerchantCall.Exchange> awaited = new HashSet<>();

    private final ShippingJournal journal = new ShippingJournal();
    private boolean closed;

    /** @param capitalised whether ePayment's reference is spelled as the other names are */
    ShippingCallback(Clock clock, Duration answerTime, boolean capitalised) {
        this.clock = clock;
        this.answerTime = answerTime;
        this.inEPayment = new EPaymentShippingDialect(capitalised);
    }

    /** What the merchant said, if anything, and what the customer is shown. */
    private record Outcome(@Nullable Integer status, ShippingOffer offer) {
        static Outcome none(@Nullable String problem) {
            return new Outcome(null, ShippingOffer.failed(String.valueOf(problem)));
        }
    }

    /** Waits for the merchant; no lock may be held. */
    ShippingOffer ask(Payment payment, SimulatedAddress address) {
        ShippingDialect dialect = payment.ecom() == null ? inEPayment : inEcom;
        JsonNode options = payment.request().path("shipping").path("dynamicOptions");
        byte[] body = Json.bytes(dialect.body(payment.key().reference(), address));
        MerchantCall call = new MerchantCall(
                "POST",
                URI.create(options.path("callbackUrl").textValue()),
                body,
                options.path("callbackAuthorizationToken").textValue());
        Instant at = clock.instant();
        MerchantCall.Exchange exchange;
        try {
            exchange = start(call);
        } catch (MerchantCall.NoAnswer e) {
            return ShippingOffer.failed(String.valueOf(e.getMessage()));
        }
        try {
            Outcome outcome = await(exchange, dialect, payment, address);
            note(exchange, question(payment, call, body, outcome, at));
            return outcome.offer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            note(exchange, question(payment, call, body, Outcome.none("the wait was interrupted"), at));
            throw new IllegalStateException("Interrupted while a merchant was asked for shipping options", e);
        } finally {
            forget(exchange);
        }
    }

    private MerchantCall.Exchange start(MerchantCall call) throws MerchantCall.NoAnswer {
        lock.lock();
        try {
            requireOpen();
            MerchantCall.Exchange exchange = call.start();
            awaited.add(exchange);
            return exchange;
        } finally {
            lock.unlock();
        }
    }

    private Outcome await(
            MerchantCall.Exchange exchange, ShippingDialect dialect, Payment payment, SimulatedAddress address)
            throws InterruptedException {
        try {
            MerchantCall.Reply reply = exchange.await(answerTime);
            return new Outcome(reply.status(), read(reply, dialect, payment, address));
        } catch (MerchantCall.NoAnswer e) {
            // Also after a reset or a close, which are told apart when it is noted.
            return Outcome.none(e.getMessage());
        }
    }

    private static ShippingOffer read(
            MerchantCall.Reply reply, ShippingDialect dialect, Payment payment, SimulatedAddress address) {
        if (reply.status() == 400 && dialect.canRefuseAddress()) {
            return ShippingOffer.addressRefused();
        }
        if (reply.status() != 200) {
            return ShippingOffer.failed("answered " + reply.status());
        }
        ObjectNode body;
        try {
            body = Json.readObject(reply.body());
        } catch (Json.NotReadable e) {
            LOG.debug("Shipping options cannot be read", e);
            return ShippingOffer.failed("answered 200 without a JSON object");
        }
        try {
            return dialect.read(body, payment, address);
        } catch (Refusal e) {
            return ShippingOffer.failed("answered 200 with " + e.getMessage());
        }
    }

    private static ShippingQuestion question(
            Payment payment, MerchantCall call, byte[] body, Outcome outcome, Instant at) {
        return new ShippingQuestion(
                payment.key().msn(),
                payment.key().reference(),
                call.url().toString(),
                outcome.status(),
                outcome.offer().problem(),
                at,
                Journal.masked(call.headers()),
                new String(body, StandardCharsets.UTF_8));
    }

    /** Throws if nobody is to hear of the answer any more. */
    private void note(MerchantCall.Exchange exchange, ShippingQuestion question) {
        lock.lock();
        try {
            requireOpen();
            if (!awaited.contains(exchange)) {
                throw new IllegalStateException("The simulator was reset while a merchant was asked");
            }
            journal.note(question);
        } finally {
            lock.unlock();
        }
    }

    private void forget(MerchantCall.Exchange exchange) {
        lock.lock();
        try {
            awaited.remove(exchange);
        } finally {
            lock.unlock();
        }
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
        List<MerchantCall.Exchange> open = List.copyOf(awaited);
        awaited.clear();
        open.forEach(MerchantCall.Exchange::giveUp);
    }
}
