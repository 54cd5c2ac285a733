package io.github.vipps4j.core;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The input breaks rules that are known before sending: nothing was sent. It lists every rule that is broken, not only
 * the first.
 */
public final class InvalidRequestException extends VippsException {
    private final List<Violation> violations;

    /**
     * All that is wrong with {@code what}.
     *
     * @param what the request or operation that was refused, for example {@code CreatePayment}
     * @param violations at least one
     */
    public InvalidRequestException(String what, List<Violation> violations) {
        super(message(what, violations), null, CallInfo.of(what), Processed.NO);
        this.violations = List.copyOf(violations);
    }

    static InvalidRequestException of(String what, String field, String rule) {
        return new InvalidRequestException(what, List.of(new Violation(field, rule)));
    }

    private static String message(String what, List<Violation> violations) {
        return violations.stream()
                .map(Violation::toString)
                .collect(Collectors.joining("; ", what + " is invalid: ", ". Nothing was sent."));
    }

    /** Every field that breaks a rule, with the rule. */
    public List<Violation> violations() {
        return violations;
    }
}
