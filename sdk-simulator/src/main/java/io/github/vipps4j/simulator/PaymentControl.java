package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The payments, their customer and the bank, over HTTP under {@code /simulator/payments}. */
final class PaymentControl {
    static final String PATH = "/payments";

    private static final Pattern PAYMENT = Pattern.compile("/([^/]+)(/[a-z0-9-]+)?");

    private final VippsSimulator simulator;

    PaymentControl(VippsSimulator simulator) {
        this.simulator = simulator;
    }

    /** @param path after {@code /simulator/payments} */
    Answer answer(Call call, String path) {
        if (path.isEmpty() && call.method().equals("GET")) {
            return all();
        }
        Matcher payment = PAYMENT.matcher(path);
        if (!payment.matches()) {
            throw unknown(call);
        }
        return one(call, payment.group(1), payment.group(2));
    }

    private Answer all() {
        ArrayNode all = Json.array();
        simulator.payments().forEach(payment -> all.add(ControlJson.payment(payment)));
        return Answer.json(200, all);
    }

    private Answer one(Call call, String reference, @Nullable String step) {
        String msn = call.queryParameter("msn");
        if (step == null && call.method().equals("GET")) {
            return Answer.json(200, ControlJson.payment(find(msn, reference)));
        }
        if ("/3d-secure".equals(step) && call.method().equals("GET")) {
            String owner = find(msn, reference).merchantSerialNumber();
            return Answer.json(
                    200, Json.object().put("url", simulator.customer().url3DSecure(owner, reference)));
        }
        if ("/choose-address".equals(step) && call.method().equals("POST")) {
            return chooseAddress(find(msn, reference), ControlBody.of(call));
        }
        SimulatedCustomer customer = simulator.customer();
        BiConsumer<String, String> action = switch (call.method() + ' ' + step) {
            case "POST /approve" -> this::approve;
            case "POST /reject" -> customer::reject;
            case "POST /ignore" -> customer::ignore;
            case "POST /starts-approving" -> customer::startsApproving;
            case "POST /visit-3d-secure" -> this::visit3DSecure;
            case "POST /return-from-3d-secure" -> returnFrom3DSecure(ControlBody.of(call));
            case "POST /refuse-consent" -> customer::refuseConsent;
            case "POST /choose-shipping" -> chooseShipping(ControlBody.of(call));
            case "POST /remove-consent" -> customer::removeConsent;
            case "POST /release" -> simulator.bank()::release;
            default -> throw unknown(call);
        };
        String owner = find(msn, reference).merchantSerialNumber();
        action.accept(owner, reference);
        return Answer.json(200, ControlJson.payment(simulator.payment(owner, reference)));
    }

    private void approve(String msn, String reference) {
        requireApproved(simulator.customer().approve(msn, reference));
    }

    private void visit3DSecure(String msn, String reference) {
        requireApproved(simulator.customer().visit3DSecure(msn, reference));
    }

    private BiConsumer<String, String> returnFrom3DSecure(ControlBody body) {
        ThreeDSecure outcome = body.requiredEnum("outcome", ThreeDSecure.class);
        body.requireNothingElse();
        return (msn, reference) -> requireApproved(simulator.customer().returnFrom3DSecure(msn, reference, outcome));
    }

    private static void requireApproved(ApprovalResult result) {
        if (result != ApprovalResult.APPROVED) {
            throw new IllegalStateException("The payment was not approved: " + result);
        }
    }

    private BiConsumer<String, String> chooseShipping(ControlBody body) {
        String optionId = body.requiredText("optionId");
        body.requireNothingElse();
        return (msn, reference) -> simulator.customer().chooseShipping(msn, reference, optionId);
    }

    private Answer chooseAddress(SimulatedPayment payment, ControlBody body) {
        SimulatedAddress address = ControlJson.address(body);
        body.requireNothingElse();
        ShippingOffer offer =
                simulator.customer().chooseAddress(payment.merchantSerialNumber(), payment.reference(), address);
        ObjectNode json = Json.object().put("status", offer.status().name());
        ArrayNode options = json.putArray("options");
        for (ShippingOffer.Option option : offer.options()) {
            options.addObject()
                    .put("id", option.id())
                    .put("name", option.name())
                    .put("type", option.type())
                    .put("brand", option.brand())
                    .put("cost", option.cost())
                    .put("isDefault", option.isDefault());
        }
        return Answer.json(200, json.put("problem", offer.problem()));
    }

    private SimulatedPayment find(@Nullable String msn, String reference) {
        return msn == null ? simulator.payment(reference) : simulator.payment(msn, reference);
    }

    private static NoSuchElementException unknown(Call call) {
        return new NoSuchElementException("There is no control " + call.method() + ' ' + call.path());
    }
}
