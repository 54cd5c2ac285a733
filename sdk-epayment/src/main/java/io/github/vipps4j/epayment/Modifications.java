package io.github.vipps4j.epayment;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.VippsException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Changes that are not needed where what they want is so already. */
final class Modifications {
    private Modifications() {}

    /** Makes the change; if it is refused or its answer is lost, the payment tells whether it is needed still. */
    static Modification unlessSo(Supplier<Modification> change, Supplier<Payment> read, Predicate<Payment> isSo) {
        try {
            return change.get();
        } catch (BusyException e) {
            throw e;
        } catch (ApiException | OutcomeUnknownException e) {
            return Modification.of(settled(e, read, isSo));
        }
    }

    private static Payment settled(VippsException refusal, Supplier<Payment> read, Predicate<Payment> isSo) {
        Payment now;
        try {
            now = read.get();
        } catch (VippsException unread) {
            refusal.addSuppressed(unread);
            throw refusal;
        }
        if (!isSo.test(now)) {
            throw refusal;
        }
        return now;
    }
}
