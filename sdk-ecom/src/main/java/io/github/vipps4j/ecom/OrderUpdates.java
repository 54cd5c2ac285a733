package io.github.vipps4j.ecom;

import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.call.BackgroundExecutor;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.core.support.HintedReads;
import io.github.vipps4j.core.support.Violations;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door for outcomes. Callbacks, polling and the customer's return to your page all say that something may have
 * happened; here such a hint becomes a fact. For each hint the order is read back from the service, and if its state or
 * any of its sums is not as your handler accepted it last, or it is over now, the handler is called: once for each
 * difference, in order, and never twice at once for one order, on however many threads the hints come.
 *
 * <pre>{@code
 * OrderUpdates updates = OrderUpdates.of(vipps, snapshots, (key, before, now) -> orders.settle(key, now));
 * EcomCallbacks.builder().authToken(token).onPaymentUpdate(updates.callbacks()).build();  // hint: a callback
 * updates.awaitOutcome(initiated);                                                        // hint: polling
 * updates.check(orderId);                                                                 // hint: the customer is back
 * }</pre>
 *
 * <p>A callback comes once and may be lost, so poll as well. Nothing is ever decided by what it says or by the
 * customer's return alone. The order holds within this process: several processes that share one store may tell the
 * same difference at once, so put your change into a transaction.
 */
public final class OrderUpdates {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.ecom");

    /** How long the order may lag behind its callback. */
    private static final Duration CALLBACK_LIMIT = Duration.ofSeconds(30);

    private final VippsSession vipps;
    private final Executor executor;
    private final HintedReads<OrderKey, PaymentDetails, OrderSnapshot> orders;

    private OrderUpdates(VippsSession vipps, OrderSnapshots snapshots, OrderUpdateHandler handler, Executor executor) {
        this.vipps = vipps;
        this.executor = executor;
        this.orders = new Orders(vipps, snapshots, handler);
    }

    /**
     * Reads orders with {@code vipps}, whichever sales unit's they are, and tells {@code handler}. Callbacks are
     * followed up on virtual threads where the JVM has them, else on daemon threads.
     */
    public static OrderUpdates of(Vipps vipps, OrderSnapshots snapshots, OrderUpdateHandler handler) {
        return of(vipps, snapshots, handler, BackgroundExecutor.create());
    }

    /** The same with threads of your own to follow up callbacks on. */
    public static OrderUpdates of(
            Vipps vipps, OrderSnapshots snapshots, OrderUpdateHandler handler, Executor executor) {
        new Violations()
                .check(snapshots != null, "snapshots", "is required")
                .check(handler != null, "handler", "is required")
                .check(executor != null, "executor", "is required")
                .throwIfAny("OrderUpdates");
        return new OrderUpdates(VippsSession.of(vipps), snapshots, handler, executor);
    }

    /**
     * A hint about an order of the sales unit of the {@code vipps} given to {@link #of}.
     *
     * @return the order as it was read
     * @throws io.github.vipps4j.core.VippsException if it could not be read; nothing was told
     * @throws OrderNotAcceptedException if the handler failed; the same difference is told again with the next hint
     * @throws IllegalStateException if the handler calls this for the order it is told of, or if it is at work on that
     *     order for a minute
     */
    public PaymentDetails check(String orderId) {
        Violations violations = Rules.existingOrderId(new Violations(), orderId);
        vipps.requireMerchantSerialNumber(violations);
        violations.throwIfAny("OrderUpdates.check");
        return check(new OrderKey(Objects.requireNonNull(vipps.merchantSerialNumber()), orderId));
    }

    /** The same, of any sales unit. */
    public PaymentDetails check(OrderKey key) {
        return orders.check(key);
    }

    /**
     * Of the sales unit of the {@code vipps} given to {@link #of}: polls until the customer's part is over ({@link
     * EcomClient#awaitOutcome(InitiatedPayment)}), and takes that for a hint, also if it ended without an outcome.
     */
    public PaymentDetails awaitOutcome(InitiatedPayment initiated) {
        EcomClient.of(vipps).awaitOutcome(initiated);
        return check(initiated.orderId());
    }

    /** The same, of any sales unit. */
    public PaymentDetails awaitOutcome(OrderKey key) {
        client(key).awaitOutcome(key.orderId());
        return check(key);
    }

    /**
     * A handler of callbacks that takes each of them for a hint. It returns at once, for the service waits 3 s only and
     * never calls again: the order is read afterwards, for up to half a minute until it shows an outcome. What fails
     * then is logged, and left to polling.
     */
    public PaymentUpdateHandler callbacks() {
        return update -> {
            if (!Violations.isDigits(update.merchantSerialNumber(), 4, 10)) {
                LOG.warn("A callback about order {} is of no sales unit; it is dropped", update.orderId());
                return;
            }
            OrderKey key = new OrderKey(update.merchantSerialNumber(), update.orderId());
            executor.execute(() -> followUp(key));
        };
    }

    private void followUp(OrderKey key) {
        try {
            client(key).awaitOutcome(key.orderId(), CALLBACK_LIMIT);
            check(key);
        } catch (RuntimeException e) {
            LOG.error("The callback about order {} could not be settled; the next hint will do it", key, e);
        }
    }

    private EcomClient client(OrderKey key) {
        return EcomClient.of(vipps.forMerchant(key.merchantSerialNumber()));
    }

    /** How orders are read, compared and told. */
    private static final class Orders extends HintedReads<OrderKey, PaymentDetails, OrderSnapshot> {
        private final VippsSession vipps;
        private final OrderSnapshots snapshots;
        private final OrderUpdateHandler handler;

        Orders(VippsSession vipps, OrderSnapshots snapshots, OrderUpdateHandler handler) {
            super(LOG);
            this.vipps = vipps;
            this.snapshots = snapshots;
            this.handler = handler;
        }

        @Override
        protected PaymentDetails read(OrderKey key, RequestOptions options) {
            return EcomClient.of(vipps.forMerchant(key.merchantSerialNumber()).with(options))
                    .details(key.orderId());
        }

        @Override
        protected OrderSnapshot snapshot(PaymentDetails details) {
            return OrderSnapshot.of(details, vipps.time().now());
        }

        @Override
        protected boolean isOlder(OrderSnapshot read, OrderSnapshot known) {
            return read.isOlderThan(known);
        }

        @Override
        protected @Nullable OrderSnapshot find(OrderKey key) {
            return snapshots.find(key);
        }

        @Override
        protected void save(OrderKey key, OrderSnapshot accepted) {
            snapshots.save(key, accepted);
        }

        @Override
        protected void tell(OrderKey key, @Nullable OrderSnapshot before, PaymentDetails now) throws Exception {
            handler.orderChanged(key, before, now);
        }

        @Override
        protected RuntimeException notAccepted(OrderKey key, Exception cause) {
            return new OrderNotAcceptedException(key, cause);
        }
    }
}
