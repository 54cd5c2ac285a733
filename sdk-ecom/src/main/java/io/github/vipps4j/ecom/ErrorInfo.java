package io.github.vipps4j.ecom;

import org.jspecify.annotations.Nullable;

/**
 * Why a payment failed (eCom 2.0.3, merchant endpoints). The constructor is not API.
 *
 * @param errorGroup such as {@code Payment}, or null
 * @param errorCode such as {@code 41}, or null
 * @param errorMessage text for people, or null; it may be personal and is not printed
 * @param contextId what support asks for, or null
 */
public record ErrorInfo(
        @Nullable String errorGroup,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable String contextId) {
    /** What it means; {@link EcomError#UNKNOWN} for what this version does not know. */
    public EcomError error() {
        EcomError known = EcomError.find(errorGroup, errorCode);
        return known == null ? EcomError.UNKNOWN : known;
    }

    /** What it means, and the id for support; without the texts, which may be personal. */
    @Override
    public String toString() {
        return "ErrorInfo[error=" + error() + ", contextId=" + contextId + "]";
    }
}
