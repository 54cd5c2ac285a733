package io.github.vipps4j.ecom;

import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.call.BackgroundExecutor;
import io.github.vipps4j.core.call.VippsSession;
import io.github.vipps4j.core.support.HintedReads;
import io.github.vipps4j.core.support.Violations;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
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

    /**
     * How long the order may lag behind its callback. One that says nothing by then is told as it stands, and followed
     * on.
     */
    private static final Duration CALLBACK_LIMIT = Duration.ofSeconds(30);

    private final VippsSession vipps;
    private final Executor executor;
    private final Orders orders;

    private OrderUpdates(VippsSession vipps, OrderSnapshots snapshots, OrderChangeHandler handler, Executor executor) {
        this.vipps = vipps;
        this.executor = executor;
        this.orders = new Orders(vipps, snapshots, handler);
    }

    /**
     * Reads orders with {@code vipps}, whichever sales unit's they are, and tells {@code handler}. Callbacks are
     * followed up on virtual threads where the JVM has them, else on daemon threads.
     */
    public static OrderUpdates of(Vipps vipps, OrderSnapshots snapshots, OrderChangeHandler handler) {
        return of(vipps, snapshots, handler, BackgroundExecutor.create());
    }

    /** The same with threads of your own to follow up callbacks on. */
    public static OrderUpdates of(
            Vipps vipps, OrderSnapshots snapshots, OrderChangeHandler handler, Executor executor) {
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
        return check(ownKey("OrderUpdates.check", orderId));
    }

    /** The same, of any sales unit. */
    public PaymentDetails check(OrderKey key) {
        return orders.details(key);
    }

    /**
     * Of the sales unit of the {@code vipps} given to {@link #of}: polls until the customer's part is over ({@link
     * EcomClient#awaitOutcome(InitiatedPayment)}), and takes that for a hint: an order that ended without an outcome is
     * told as over.
     */
    public PaymentDetails awaitOutcome(InitiatedPayment initiated) {
        OrderKey key = ownKey("OrderUpdates.awaitOutcome", initiated.orderId());
        orders.wasThereAt(key, initiated.initiatedAt());
        client(key).awaitOutcome(initiated);
        return check(key);
    }

    /** The same, of any order of any sales unit. It ends no later than 11 minutes after this is called. */
    public PaymentDetails awaitOutcome(OrderKey key) {
        orders.wasThereAt(key, vipps.time().now());
        client(key).awaitOutcome(key.orderId());
        return check(key);
    }

    private OrderKey ownKey(String operation, String orderId) {
        Violations violations = Rules.existingOrderId(new Violations(), orderId);
        vipps.requireMerchantSerialNumber(violations);
        violations.throwIfAny(operation);
        return new OrderKey(Objects.requireNonNull(vipps.merchantSerialNumber()), orderId);
    }

    /**
     * A handler of callbacks that takes each of them for a hint. It returns at once, for the service waits 3 s only and
     * never calls again: the order is read afterwards until it shows an outcome or is over without one, and told after
     * half a minute if it does not. A rejected order may show nothing, so its callback keeps a thread for about a
     * minute. What fails then is logged, and left to polling.
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
            orders.wasThereAt(key, vipps.time().now());
            client(key).awaitOutcome(key.orderId(), CALLBACK_LIMIT);
            if (!check(key).isOver(vipps.time().now())) {
                awaitOutcome(key);
            }
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.error("The callback about order {} could not be settled; the next hint will do it", key, e);
        }
    }

    private EcomClient client(OrderKey key) {
        return EcomClient.of(vipps.forMerchant(key.merchantSerialNumber()));
    }

    /** An order, and what of it has to differ to be news. */
    private record Order(PaymentDetails details, OrderSnapshot snapshot) {}

    /** How orders are read, compared and told. */
    private static final class Orders extends HintedReads<OrderKey, Order, OrderSnapshot> {
        private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

        private final VippsSession vipps;
        private final OrderSnapshots snapshots;
        private final OrderChangeHandler handler;
        /** Since when orders that are not over have been there at least, where the service may not say it. */
        private final Map<OrderKey, Instant> seen = new ConcurrentHashMap<>();

        Orders(VippsSession vipps, OrderSnapshots snapshots, OrderChangeHandler handler) {
            super(LOG);
            this.vipps = vipps;
            this.snapshots = snapshots;
            this.handler = handler;
        }

        /** The order was there then, so it cannot be open for longer than its time from then on. */
        void wasThereAt(OrderKey key, Instant moment) {
            Instant old = vipps.time().now().minus(FORGOTTEN_AFTER);
            seen.values().removeIf(at -> at.isBefore(old));
            seen.merge(key, moment, (one, other) -> one.isBefore(other) ? one : other);
        }

        PaymentDetails details(OrderKey key) {
            Order order = check(key);
            if (order.snapshot().over()) {
                // accepted as over, and that stays
                seen.remove(key);
            }
            return order.details();
        }

        @Override
        protected Order read(OrderKey key, RequestOptions options) {
            Instant now = vipps.time().now();
            PaymentDetails read = EcomClient.of(
                            vipps.forMerchant(key.merchantSerialNumber()).with(options))
                    .details(key.orderId());
            if (read.initiatedAt() == null || read.initiatedAt().isAfter(now)) {
                wasThereAt(key, now);
            }
            PaymentDetails details = read.thereAt(seen.getOrDefault(key, now));
            OrderSnapshot snapshot = OrderSnapshot.of(details, vipps.time().now());
            return new Order(details, snapshot.over() || !wasOver(key) ? snapshot : snapshot.asOver());
        }

        private boolean wasOver(OrderKey key) {
            OrderSnapshot known = find(key);
            return known != null && known.over();
        }

        @Override
        protected OrderSnapshot snapshot(Order order) {
            return order.snapshot();
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
        protected void tell(OrderKey key, @Nullable OrderSnapshot before, Order now) throws Exception {
            handler.orderChanged(key, before, now.details());
        }

        @Override
        protected RuntimeException notAccepted(OrderKey key, Exception cause) {
            return new OrderNotAcceptedException(key, cause);
        }
    }
}
