package io.github.vipps4j.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A local Vipps MobilePay: access tokens, the seven operations each of ePayment 1.8.1 and of eCom 2.0.3, webhooks and
 * callbacks, Order Management 2.1, PSP v3 and card passthrough with their calls to payment service providers, the customer
 * with the app, the clock and the faults. It speaks HTTP on the loopback address, needs no network and no real keys.
 *
 * <pre>{@code
 * try (VippsSimulator simulator = VippsSimulator.start()) {
 *     // the code under test creates a payment at simulator.baseUrl() with the keys of simulator.salesUnit()
 *     simulator.customer().approve("order-0001");
 *     // the code under test captures
 *     assertThat(simulator.payment("order-0001").captured()).isEqualTo(49_900);
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread. Its threads are daemons: a forgotten {@link #close()} does not keep the
 * JVM alive.
 *
 * <p>It runs on the JDK's {@code HttpServer} and sets the system property {@code sun.net.httpserver.nodelay} to
 * {@code true} if it is not set: else JDK 17 takes 40 ms for each call on a kept connection.
 */
public final class VippsSimulator implements AutoCloseable {
    private static final String DEFAULT_MSN = "654321";

    private final SimulatorClock clock = new SimulatorClock();
    private final KeyHolders holders = new KeyHolders();
    private final PaymentBook book = new PaymentBook(clock);
    private final OrderBook orders = new OrderBook();
    private final SimulatedUsers users = new SimulatedUsers();
    private final SimulatedBank bank = new SimulatedBank(book);
    private final Faults faults = new Faults();
    private final Journal journal = new Journal();
    private final List<KeyHolder> startedWith;
    private final Tokens tokens;
    private final HttpFront http;
    private final SimulatedCustomer customer;
    private final RateLimits limits;
    private final Dispatcher dispatcher;
    private final Webhooks webhooks;
    private final ShippingCallback shipping;
    private final CallbackSender sender;
    private final Callbacks callbacks;
    private final ExpiryWatch watch;
    private final PspBook pspBook;
    private final PspCaller pspCaller;
    private final PspCalls pspCalls;

    VippsSimulator(VippsSimulatorBuilder builder) {
        builder.units.forEach(holders::add);
        if (builder.units.isEmpty()) {
            holders.add(SalesUnit.of(DEFAULT_MSN));
        }
        builder.partners.forEach(holders::add);
        builder.psps.forEach(holders::add);
        startedWith = holders.all();
        tokens = new Tokens(clock, builder.production ? Duration.ofHours(24) : Duration.ofHours(1));
        http = new HttpFront(builder.port);
        dispatcher = new Dispatcher(clock, book, new Sender(clock, builder.webhookAnswerTime));
        webhooks = new Webhooks(dispatcher);
        dispatcher.start();
        clock.onAdvance(dispatcher::wakeIfNeeded);
        shipping = new ShippingCallback(clock, builder.shippingAnswerTime, builder.capitalisedReference);
        watch = new ExpiryWatch(clock, book);
        clock.onAdvance(watch::wakeIfNeeded);
        sender = new CallbackSender(
                clock,
                book,
                watch,
                new CallbackSender.Settings(builder.callbackAnswerTime, builder.numericMerchantSerialNumber));
        callbacks = new Callbacks(sender);
        sender.start();
        Redirects redirects = new Redirects(http.baseUrl(), !builder.production);
        pspBook = new PspBook(clock, builder.production);
        pspCaller = new PspCaller(
                clock, book, new PspCaller.Settings(builder.makePaymentAnswerTime, builder.cardCallbackAnswerTime));
        pspCalls = new PspCalls(pspCaller);
        PspDesk desk = new PspDesk(book, pspCaller, watch, clock, redirects, !builder.production);
        desk.start();
        CustomerApp app = new CustomerApp(
                book,
                users,
                shipping,
                desk,
                clock,
                new CustomerApp.Settings(!builder.production, builder.profileDelay));
        customer = new SimulatedCustomer(app, clock, sender, desk);
        limits = new RateLimits(clock, builder.rateLimits);
        Gatekeeper gatekeeper = new Gatekeeper(holders, tokens);
        EPaymentApi.Settings settings = new EPaymentApi.Settings(
                redirects, !builder.production, builder.plainJson ? "application/json" : "application/problem+json");
        Changes changes = new Changes(book);
        Apis apis = new Apis(
                !builder.production,
                Map.of(
                        Api.TOKEN,
                        new TokenApi(!builder.production, holders, tokens, clock),
                        Api.EPAYMENT,
                        new EPaymentApi(gatekeeper, book, changes, app, desk, limits, clock, settings),
                        Api.WEBHOOKS,
                        new WebhookApi(gatekeeper, dispatcher),
                        Api.ORDER_MANAGEMENT,
                        new OrderManagementApi(
                                gatekeeper, orders, builder.production || !builder.orderManagementInProductionOnly),
                        Api.ECOM,
                        new EcomApi(gatekeeper, book, changes, app, limits, clock, settings, !builder.unlistedTimeOut),
                        Api.PSP,
                        new PspApi(gatekeeper, book, pspBook, changes, app, desk, clock, redirects)),
                faults,
                journal);
        Landing landing = new Landing(book, app, customer, clock);
        ThreeDSecureReturn threeDSecure = new ThreeDSecureReturn(book, desk, http.baseUrl());
        QrImages images = new QrImages(book, http.baseUrl());
        ControlApi control = new ControlApi(this, holders, orders);
        http.start(call -> {
            if (ControlApi.owns(call.path())) {
                return control.answer(call);
            }
            if (QrImages.owns(call.path())) {
                return images.answer(call);
            }
            if (ThreeDSecureReturn.owns(call.path())) {
                return threeDSecure.answer(call);
            }
            return Landing.owns(call.path()) ? landing.answer(call) : apis.answer(call);
        });
    }

    /**
     * Starts a simulator of the test environment on a free port, with one Norwegian sales unit.
     *
     * @return the running simulator
     */
    public static VippsSimulator start() {
        return builder().start();
    }

    /**
     * Starts with other settings.
     *
     * @return a builder
     */
    public static VippsSimulatorBuilder builder() {
        return new VippsSimulatorBuilder();
    }

    /**
     * Where it listens, in place of {@code https://apitest.vipps.no}.
     *
     * @return such as {@code http://127.0.0.1:49152}, without a slash at the end
     */
    public URI baseUrl() {
        return http.baseUrl();
    }

    /**
     * The first sales unit: the one given first, else the default one with MSN 654321.
     *
     * @return the sales unit and its keys
     */
    public SalesUnit salesUnit() {
        return holders.units().get(0);
    }

    /**
     * Adds a sales unit with its own keys and payments.
     *
     * @param unit its MSN and client id must be new
     */
    public void addSalesUnit(SalesUnit unit) {
        holders.add(Objects.requireNonNull(unit, "unit"));
    }

    /**
     * Adds a partner with keys for several sales units. They work in production only.
     *
     * @param partner its name and client id must be new
     */
    public void addPartner(Partner partner) {
        holders.add(Objects.requireNonNull(partner, "partner"));
    }

    /**
     * Adds a payment service provider with keys for the sales units whose cards it processes.
     *
     * @param psp its name and client id must be new
     */
    public void addPaymentServiceProvider(PaymentServiceProvider psp) {
        holders.add(Objects.requireNonNull(psp, "psp"));
    }

    /**
     * The person with the app.
     *
     * @return the customer of all payments
     */
    public SimulatedCustomer customer() {
        return customer;
    }

    /**
     * The customer's bank.
     *
     * @return the bank of all customers
     */
    public SimulatedBank bank() {
        return bank;
    }

    /**
     * Who has the app.
     *
     * @return the users, to add to
     */
    public SimulatedUsers users() {
        return users;
    }

    /**
     * The time that the simulator goes by.
     *
     * @return the clock, to read and to advance
     */
    public SimulatorClock clock() {
        return clock;
    }

    /**
     * What is to go wrong.
     *
     * @return the faults, none at first
     */
    public Faults faults() {
        return faults;
    }

    /**
     * The webhooks that it sends.
     *
     * @return registrations, deliveries, and what is to go wrong with them
     */
    public Webhooks webhooks() {
        return webhooks;
    }

    /**
     * The callbacks of eCom that it sends.
     *
     * @return what was sent, and what was answered
     */
    public Callbacks callbacks() {
        return callbacks;
    }

    /**
     * The calls to payment service providers that it makes.
     *
     * @return what was sent, what was answered, and what is to go wrong with them
     */
    public PspCalls pspCalls() {
        return pspCalls;
    }

    /**
     * Runs the batch job of PSP v3: details show what was reported by {@code updatestatus} until now. In the test environment
     * it never runs by itself; in production it does each midnight, UTC, of the simulator's clock.
     */
    public void runPspBatch() {
        book.alone(() -> {
            pspBook.runBatch();
            return pspBook;
        });
    }

    /**
     * The access tokens.
     *
     * @return the tokens, to count and to revoke
     */
    public Tokens tokens() {
        return tokens;
    }

    /**
     * A payment as it is now.
     *
     * @param reference the payment
     * @return a snapshot
     * @throws java.util.NoSuchElementException if there is no such payment
     * @throws IllegalStateException if several sales units have a payment with this reference
     */
    public SimulatedPayment payment(String reference) {
        return book.alone(() -> book.only(null, reference).snapshot());
    }

    /**
     * A payment of one sales unit as it is now.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     * @return a snapshot
     * @throws java.util.NoSuchElementException if there is no such payment
     */
    public SimulatedPayment payment(String merchantSerialNumber, String reference) {
        Objects.requireNonNull(merchantSerialNumber, "merchantSerialNumber");
        return book.alone(() -> book.only(merchantSerialNumber, reference).snapshot());
    }

    /**
     * All payments as they are now.
     *
     * @return snapshots in the order of creation
     */
    public List<SimulatedPayment> payments() {
        return book.snapshots();
    }

    /**
     * What was added to an order through Order Management 2.1. There need be no payment of this name.
     *
     * @param orderId the reference of the payment
     * @return a snapshot
     * @throws java.util.NoSuchElementException if nothing was added to such an order
     * @throws IllegalStateException if several sales units, or payments of both types, have an order with this id
     */
    public SimulatedOrder order(String orderId) {
        return orders.only(null, null, orderId);
    }

    /**
     * What was added to one of several orders with the same id.
     *
     * @param merchantSerialNumber whose order
     * @param paymentType {@code ECOM} (also for ePayment) or {@code RECURRING}
     * @param orderId the reference of the payment
     * @return a snapshot
     * @throws java.util.NoSuchElementException if nothing was added to such an order
     */
    public SimulatedOrder order(String merchantSerialNumber, String paymentType, String orderId) {
        Objects.requireNonNull(merchantSerialNumber, "merchantSerialNumber");
        Objects.requireNonNull(paymentType, "paymentType");
        return orders.only(merchantSerialNumber, paymentType, orderId);
    }

    /**
     * All orders to which something was added.
     *
     * @return snapshots, in the order in which something was first added
     */
    public List<SimulatedOrder> orders() {
        return orders.snapshots();
    }

    /**
     * An image that was added through Order Management 2.1.
     *
     * @param imageId the merchant's name for it
     * @return the image
     * @throws java.util.NoSuchElementException if there is no such image
     * @throws IllegalStateException if several sales units have an image with this id
     */
    public SimulatedImage image(String imageId) {
        return orders.image(null, imageId);
    }

    /**
     * An image of one sales unit.
     *
     * @param merchantSerialNumber whose image
     * @param imageId the merchant's name for it
     * @return the image
     * @throws java.util.NoSuchElementException if there is no such image
     */
    public SimulatedImage image(String merchantSerialNumber, String imageId) {
        Objects.requireNonNull(merchantSerialNumber, "merchantSerialNumber");
        return orders.image(merchantSerialNumber, imageId);
    }

    /**
     * All images that were added through Order Management 2.1.
     *
     * @return the images, in the order in which they were added
     */
    public List<SimulatedImage> images() {
        return orders.images();
    }

    /**
     * What came to the simulated APIs. Calls to the landing page and to the control paths are not in it.
     *
     * @return the last 10 000 requests in the order in which they were answered
     */
    public List<ReceivedRequest> requests() {
        return journal.requests();
    }

    /**
     * How often an operation was asked for, whatever was answered.
     *
     * @param operation the operation
     * @return the number of requests since the start or the last reset
     */
    public int count(ApiOperation operation) {
        return journal.count(operation);
    }

    /**
     * Which shipping options merchants were asked for, for the dynamic options of Express. Merchants that are not on the
     * loopback address are never asked.
     *
     * @return the last 10 000 questions in the order in which they ended
     */
    public List<ShippingQuestion> shippingQuestions() {
        return shipping.questions();
    }

    /**
     * Makes it as it was when it started: forgets payments, idempotency keys, orders, images, tokens, faults, requests,
     * questions for shipping options, webhooks, callbacks, calls to payment service providers, users, the clock's offset, and
     * the sales units, partners and payment service providers that were added. The connections of deliveries and questions
     * under way are closed, and nothing is repeated; what was already written may still reach its receiver.
     */
    public void reset() {
        // First, so that nobody who is let in by the old world acts in the new one.
        tokens.reset();
        holders.keepOnly(startedWith);
        faults.clear();
        users.reset();
        limits.reset();
        pspCaller.reset();
        book.alone(() -> {
            pspBook.reset();
            return pspBook;
        });
        book.reset();
        shipping.reset();
        orders.reset();
        clock.reset();
        dispatcher.reset();
        watch.reset();
        sender.reset();
        journal.reset();
    }

    /**
     * Stops at once: open connections are closed, delayed requests are not answered, nobody is told of anything more.
     */
    @Override
    public void close() {
        // First: then those who are interrupted know why.
        shipping.close();
        http.close();
        dispatcher.close();
        sender.close();
        pspCaller.close();
        watch.close();
    }
}
