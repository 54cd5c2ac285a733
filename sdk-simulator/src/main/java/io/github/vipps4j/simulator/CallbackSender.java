package io.github.vipps4j.simulator;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells merchants by eCom 2.0.3, each thing once.
 *
 * <p>Its lock may be taken while that of {@link PaymentBook} is held, never the other way round.
 */
final class CallbackSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackSender.class);
    /** More wait, so that merchants that hang do not use up all threads. */
    private static final int MOST_AT_ONCE = 100;
    /** The API does not say how long a merchant may take to hear of a consent. */
    private static final Duration CONSENT_ANSWER_TIME = Duration.ofSeconds(10);

    private final Clock clock;
    private final PaymentBook book;
    private final Settings settings;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<CallbackDelivery> deliveries = new ArrayDeque<>();
    /** What began before a reset is not in it: how that ends is nobody's business. */
    private final Map<Errand, Future<?>> underWay = new IdentityHashMap<>();

    private final ExpiryWatch watch;
    private final ThreadPoolExecutor couriers = new ThreadPoolExecutor(
            MOST_AT_ONCE,
            MOST_AT_ONCE,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Daemons.named("vipps-simulator-callback-"),
            new ThreadPoolExecutor.DiscardPolicy());

    CallbackSender(Clock clock, PaymentBook book, ExpiryWatch watch, Settings settings) {
        this.clock = clock;
        this.book = book;
        this.watch = watch;
        this.settings = settings;
        couriers.allowCoreThreadTimeOut(true);
    }

    /**
     * What is the same for all merchants.
     *
     * @param answerTime how long a merchant may take to hear of a payment, in real time
     * @param msnAsNumber whether the callback has the MSN as a number
     */
    record Settings(Duration answerTime, boolean msnAsNumber) {}

    /** Something to be told. */
    private record Errand(
            CallbackDelivery.Kind kind,
            PaymentKey payment,
            String path,
            @Nullable String told,
            MerchantCall call,
            Duration answerTime) {}

    /** Begins to follow the payments. */
    void start() {
        book.observe(this::happened);
    }

    private void happened(Payment payment, SimulatedPayment.Event event) {
        EcomOrder order = payment.ecom();
        if (order == null) {
            return;
        }
        String told = EcomStep.of(payment, event).told();
        if (told != null) {
            PaymentKey key = payment.key();
            send(new Errand(
                    CallbackDelivery.Kind.PAYMENT_UPDATE,
                    key,
                    EcomOrder.path(key.reference()),
                    told,
                    new MerchantCall(
                            "POST",
                            URI.create(order.callbackUrl(key.reference())),
                            Json.bytes(EcomJson.callback(payment, order, event, told, settings.msnAsNumber())),
                            order.authToken()),
                    settings.answerTime()));
        }
        watch.follow();
    }

    /** Tells the merchant of a payment of Express that its user takes the consent back. */
    void removeConsent(@Nullable String msn, String orderId) {
        book.alone(() -> {
            Payment payment = book.only(msn, orderId);
            Approval approval = payment.approval();
            EcomOrder order = payment.ecom();
            String prefix = order == null || !payment.isExpress() ? null : order.consentRemovalPrefix();
            if (approval == null || prefix == null) {
                throw new IllegalStateException(
                        "There is no consent to take back: " + orderId + " is no approved Express payment of eCom");
            }
            String path = "/v2/consents/" + URLEncoder.encode(approval.user().userId(), StandardCharsets.UTF_8);
            send(new Errand(
                    CallbackDelivery.Kind.CONSENT_REMOVAL,
                    payment.key(),
                    path,
                    null,
                    new MerchantCall("DELETE", URI.create(prefix + path), null, null),
                    CONSENT_ANSWER_TIME));
            return payment;
        });
    }

    private void send(Errand errand) {
        alone(() -> underWay.put(errand, couriers.submit(() -> deliver(errand))));
    }

    private void deliver(Errand errand) {
        Integer status = null;
        try {
            status = errand.call().send(errand.answerTime()).status();
        } catch (MerchantCall.NoAnswer e) {
            LOG.debug("Nobody heard {} of {}", errand.kind(), errand.payment(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.debug("Reset or closed while a merchant was told", e);
        } finally {
            ended(errand, status);
        }
    }

    private void ended(Errand errand, @Nullable Integer status) {
        alone(() -> {
            if (underWay.remove(errand) != null) {
                note(errand, status);
                changed.signalAll();
            }
            return underWay;
        });
    }

    private void note(Errand errand, @Nullable Integer status) {
        deliveries.add(new CallbackDelivery(
                errand.kind(),
                errand.payment().msn(),
                errand.payment().reference(),
                errand.path(),
                errand.told(),
                status,
                clock.instant()));
        if (deliveries.size() > Journal.KEPT) {
            deliveries.remove();
        }
    }

    List<CallbackDelivery> deliveries() {
        return alone(() -> List.copyOf(deliveries));
    }

    void awaitIdle(Duration atMost) {
        book.passTime(clock.instant());
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (!underWay.isEmpty()) {
                if (nanos <= 0) {
                    throw new IllegalStateException("Callbacks are still on their way after " + atMost);
                }
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while callbacks are on their way", e);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets everything, and closes the connections of what is on its way. */
    void reset() {
        alone(() -> {
            underWay.values().forEach(courier -> courier.cancel(true));
            underWay.clear();
            deliveries.clear();
            changed.signalAll();
            return underWay;
        });
    }

    @Override
    public void close() {
        reset();
        couriers.shutdownNow();
    }

    private <T> T alone(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
