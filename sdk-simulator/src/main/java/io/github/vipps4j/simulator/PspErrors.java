package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Set;

/** The errors of PSP v3: an array without groups. Its numbers mean other things than those of eCom. */
final class PspErrors implements Errors {
    static final PspErrors STYLE = new PspErrors();

    static final PspError NOT_ACTIVE = new PspError("21", "Merchant not available or active");
    static final PspError BLOCKED = new PspError("37", "Merchant not available, deactivated or blocked");
    static final PspError TRANSACTION_EXISTS = new PspError("44", "PSP Transaction ID already exists");
    static final PspError ORDER_EXISTS = new PspError("99", "OrderId already exists");

    private static final String INVALID = "51";
    /** Fields whose errors have their name as code. */
    private static final Set<String> NAMED = Set.of("amount", "currency", "makePaymentUrl");

    private PspErrors() {}

    /** Whatever has no number of its own is an invalid request: the simulator's choice. */
    @Override
    public Answer code(int code, String path) {
        int status = ErrorCodes.status(code);
        return status == 500
                ? new PspError(null, "Internal error").answer(status)
                : invalid(ErrorCodes.title(code)).answer();
    }

    static PspError invalid(String why) {
        return new PspError(INVALID, "Invalid request: " + why);
    }

    @Override
    public Answer status(int status, String title, List<FieldError> fields, String path) {
        if (fields.isEmpty()) {
            return new PspError(null, title).answer(status);
        }
        ArrayNode all = Json.array();
        fields.forEach(field -> all.add(of(field).json()));
        return PspError.answer(status, all);
    }

    private static PspError of(FieldError field) {
        String name = field.name().substring(field.name().lastIndexOf('.') + 1);
        return NAMED.contains(name) ? new PspError(name, field.reason()) : invalid(field.name() + ' ' + field.reason());
    }
}
