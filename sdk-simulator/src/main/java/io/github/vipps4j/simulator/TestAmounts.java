package io.github.vipps4j.simulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Amounts in minor units that have a meaning in the test environment. */
final class TestAmounts {
    private static final Map<Long, ApprovalResult> ON_APPROVAL = Map.of(
            151L, ApprovalResult.INSUFFICIENT_FUNDS,
            182L, ApprovalResult.REFUSED_BY_ISSUER,
            183L, ApprovalResult.SUSPECTED_FRAUD,
            184L, ApprovalResult.WITHDRAWAL_LIMIT_EXCEEDED,
            186L, ApprovalResult.EXPIRED_CARD,
            187L, ApprovalResult.INVALID_CARD,
            201L, ApprovalResult.UNKNOWN);

    private static final Map<Long, ApprovalResult> IN_NORWAY = Map.of(
            197L, ApprovalResult.THREE_D_SECURE_DENIED,
            202L, ApprovalResult.STRONG_AUTHENTICATION_REQUIRED);

    private TestAmounts() {}

    static ApprovalResult onApproval(long amount, Market market) {
        ApprovalResult everywhere = ON_APPROVAL.getOrDefault(amount, ApprovalResult.APPROVED);
        return market == Market.NO ? IN_NORWAY.getOrDefault(amount, everywhere) : everywhere;
    }

    /** The error code of a refund, null if the amount means nothing. That 123 is 5100 is the simulator's choice. */
    static @Nullable Integer onRefund(long amount) {
        if (amount == 123) {
            return 5100;
        }
        return amount == 124 ? 6220 : null;
    }
}
