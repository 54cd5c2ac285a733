package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Answer.done;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** What {@link VippsSimulator} offers in Java, over HTTP under {@code /simulator}. */
final class ControlApi {
    private static final String PATH = "/simulator";

    private final VippsSimulator simulator;
    private final KeyHolders holders;
    private final PaymentControl payments;
    private final UserControl users;
    private final WebhookControl webhooks;
    private final PspControl psps;
    private final OrderControl orders;

    ControlApi(VippsSimulator simulator, KeyHolders holders, OrderBook orders) {
        this.simulator = simulator;
        this.holders = holders;
        this.payments = new PaymentControl(simulator);
        this.users = new UserControl(simulator.users());
        this.webhooks = new WebhookControl(simulator.webhooks());
        this.psps = new PspControl(simulator.pspCalls());
        this.orders = new OrderControl(orders);
    }

    static boolean owns(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    Answer answer(Call call) {
        String path = call.path().substring(PATH.length());
        try {
            if (path.equals(WebhookControl.PATH) || path.startsWith(WebhookControl.PATH + "/")) {
                return webhooks.answer(call, path.substring(WebhookControl.PATH.length()));
            }
            if (path.equals(PaymentControl.PATH) || path.startsWith(PaymentControl.PATH + "/")) {
                return payments.answer(call, path.substring(PaymentControl.PATH.length()));
            }
            if (path.equals(UserControl.PATH) || path.startsWith(UserControl.PATH + "/")) {
                return users.answer(call, path.substring(UserControl.PATH.length()));
            }
            if (path.equals(PspControl.PATH) || path.startsWith(PspControl.PATH + "/")) {
                return psps.answer(call, path.substring(PspControl.PATH.length()));
            }
            if (OrderControl.owns(path)) {
                return orders.answer(call, path);
            }
            return other(call, call.method() + ' ' + path);
        } catch (IllegalArgumentException e) {
            return message(400, e);
        } catch (NoSuchElementException e) {
            return message(404, e);
        } catch (CancellationException e) {
            // closed: nobody gets an answer any more
            throw e;
        } catch (IllegalStateException e) {
            return message(409, e);
        }
    }

    private Answer other(Call call, String step) {
        return switch (step) {
            case "GET /clock" -> clock();
            case "POST /clock" -> advance(ControlBody.of(call));
            case "POST /faults" -> nextFault(ControlBody.of(call));
            case "POST /faults/random" -> randomFaults(ControlBody.of(call));
            case "DELETE /faults" -> done(simulator.faults()::clear);
            case "GET /requests" -> requests();
            case "GET /shipping-questions" -> shippingQuestions();
            case "GET /sales-units" -> salesUnits();
            case "POST /sales-units" -> addSalesUnit(ControlBody.of(call));
            case "GET /callbacks" -> callbacks();
            case "POST /callbacks/await-idle" -> awaitCallbacks(ControlBody.of(call));
            case "GET /partners" -> partners();
            case "POST /partners" -> addPartner(ControlBody.of(call));
            case "GET /payment-service-providers" -> paymentServiceProviders();
            case "POST /payment-service-providers" -> addPaymentServiceProvider(ControlBody.of(call));
            case "POST /psp-batch" -> done(simulator::runPspBatch);
            case "GET /tokens" ->
                Answer.json(200, Json.object().put("issued", simulator.tokens().issued()));
            case "POST /tokens/revoke" -> done(simulator.tokens()::revokeAll);
            case "POST /reset" -> done(simulator::reset);
            default -> throw new NoSuchElementException("There is no control " + step);
        };
    }

    private Answer clock() {
        return Answer.json(200, Json.object().put("now", simulator.clock().now().toString()));
    }

    private Answer advance(ControlBody body) {
        Duration time = body.requiredDuration("advance");
        body.requireNothingElse();
        simulator.clock().advance(time);
        return clock();
    }

    private Answer nextFault(ControlBody body) {
        ApiOperation operation = body.requiredEnum("operation", ApiOperation.class);
        int times = body.integer("times", 1);
        Fault fault = ControlJson.fault(body);
        body.requireNothingElse();
        return done(() -> simulator.faults().next(operation, times, fault));
    }

    private Answer randomFaults(ControlBody body) {
        long seed = body.requiredInteger("seed");
        double share = body.requiredShare("share");
        List<ApiOperation> given = body.enums("operations", ApiOperation.class);
        Set<ApiOperation> operations =
                given.isEmpty() ? EnumSet.complementOf(EnumSet.of(ApiOperation.TOKEN)) : EnumSet.copyOf(given);
        Fault[] faults = body.requiredObjects("faults").stream()
                .map(one -> {
                    Fault fault = ControlJson.fault(one);
                    one.requireNothingElse();
                    return fault;
                })
                .toArray(Fault[]::new);
        body.requireNothingElse();
        simulator.faults().randomly(seed, share, operations, faults);
        return Answer.empty(204);
    }

    private Answer requests() {
        ArrayNode all = Json.array();
        simulator.requests().forEach(request -> all.add(ControlJson.request(request)));
        return Answer.json(200, all);
    }

    private Answer shippingQuestions() {
        ArrayNode all = Json.array();
        simulator.shippingQuestions().forEach(question -> all.add(ControlJson.shippingQuestion(question)));
        return Answer.json(200, all);
    }

    private Answer salesUnits() {
        ArrayNode all = Json.array();
        holders.units().forEach(unit -> all.add(ControlJson.salesUnit(unit)));
        return Answer.json(200, all);
    }

    private Answer addSalesUnit(ControlBody body) {
        SalesUnit unit = ControlJson.salesUnit(body);
        simulator.addSalesUnit(unit);
        return Answer.json(201, withKeys(ControlJson.salesUnit(unit), unit));
    }

    private Answer callbacks() {
        ArrayNode all = Json.array();
        simulator.callbacks().deliveries().forEach(one -> all.add(ControlJson.callback(one)));
        return Answer.json(200, all);
    }

    private Answer awaitCallbacks(ControlBody body) {
        Duration atMost = body.requiredDuration("atMost");
        body.requireNothingElse();
        return done(() -> simulator.callbacks().awaitIdle(atMost));
    }

    private Answer partners() {
        ArrayNode all = Json.array();
        holders.partners().forEach(partner -> all.add(ControlJson.partner(partner)));
        return Answer.json(200, all);
    }

    private Answer addPartner(ControlBody body) {
        Partner partner = ControlJson.partner(body);
        simulator.addPartner(partner);
        return Answer.json(201, withKeys(ControlJson.partner(partner), partner));
    }

    private Answer paymentServiceProviders() {
        ArrayNode all = Json.array();
        holders.psps().forEach(psp -> all.add(ControlJson.paymentServiceProvider(psp)));
        return Answer.json(200, all);
    }

    private Answer addPaymentServiceProvider(ControlBody body) {
        PaymentServiceProvider psp = ControlJson.paymentServiceProvider(body);
        simulator.addPaymentServiceProvider(psp);
        return Answer.json(201, withKeys(ControlJson.paymentServiceProvider(psp), psp));
    }

    /** Only the answer that adds a holder shows the keys: the caller may have had them made up. */
    private static ObjectNode withKeys(ObjectNode json, KeyHolder holder) {
        return json.put("clientSecret", holder.clientSecret())
                .put("primarySubscriptionKey", holder.primarySubscriptionKey())
                .put("secondarySubscriptionKey", holder.secondarySubscriptionKey());
    }

    private static Answer message(int status, RuntimeException e) {
        return Answer.json(status, Json.object().put("message", e.getMessage()));
    }
}
