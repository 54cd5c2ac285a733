package io.github.vipps4j.core;

import java.io.Serializable;

/**
 * One rule that a request breaks. It never holds the refused value, which may be a secret or personal.
 *
 * @param field the field as the API or the setting names it, with its path: {@code amount.value}
 * @param rule what the field must be
 */
public record Violation(String field, String rule) implements Serializable {
    /** The field and its rule, as one phrase. */
    @Override
    public String toString() {
        return field + " " + rule;
    }
}
