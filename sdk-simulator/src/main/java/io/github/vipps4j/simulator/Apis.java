package io.github.vipps4j.simulator;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The simulated APIs behind their gateway: finds the operation, lets a fault strike, notes it all. */
final class Apis {
    private final boolean testEnvironment;
    private final Map<Api, Api.Played> played;
    private final Faults faults;
    private final Journal journal;

    Apis(boolean testEnvironment, Map<Api, Api.Played> played, Faults faults, Journal journal) {
        this.testEnvironment = testEnvironment;
        this.played = played;
        this.faults = faults;
        this.journal = journal;
    }

    Answer answer(Call call) {
        Route route = Route.of(call.method(), call.path(), testEnvironment);
        Answer answer = route == null ? Answer.gateway(404, "Resource not found") : strike(call, route);
        journal.note(call, route == null ? null : route.operation(), answer);
        return answer;
    }

    private Answer strike(Call call, Route route) {
        @Nullable Fault fault = faults.take(route.operation(), call);
        return fault == null ? act(call, route) : fault.strike(call, route.operation(), () -> act(call, route));
    }

    private Answer act(Call call, Route route) {
        return Objects.requireNonNull(played.get(route.operation().api())).answer(call, route);
    }
}
