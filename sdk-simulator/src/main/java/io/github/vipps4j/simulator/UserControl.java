package io.github.vipps4j.simulator;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.NoSuchElementException;

/** What {@link SimulatedUsers} offers in Java, over HTTP under {@code /simulator/users}. */
final class UserControl {
    static final String PATH = "/users";

    private final SimulatedUsers users;

    UserControl(SimulatedUsers users) {
        this.users = users;
    }

    /** @param path after {@code /simulator/users} */
    Answer answer(Call call, String path) {
        switch (call.method() + ' ' + path) {
            case "POST " -> users.add(user(ControlBody.of(call)));
            case "POST /stand-in" -> users.standIn(user(ControlBody.of(call)));
            case "POST /unknown" -> unknown(ControlBody.of(call));
            default -> throw new NoSuchElementException("There is no control " + call.method() + ' ' + call.path());
        }
        return Answer.empty(204);
    }

    private void unknown(ControlBody body) {
        String identification = body.requiredText("identification");
        body.requireNothingElse();
        users.unknown(identification);
    }

    private static SimulatedUser user(ControlBody body) {
        SimulatedUser.Builder user = SimulatedUser.builder(body.requiredText("phoneNumber"));
        if (body.has("firstName") || body.has("lastName")) {
            user.name(body.requiredText("firstName"), body.requiredText("lastName"));
        }
        if (body.has("email")) {
            user.email(body.requiredText("email"));
        }
        if (body.has("birthDate")) {
            user.birthDate(day(body.requiredText("birthDate")));
        }
        if (body.has("addresses")) {
            user.addresses(body.requiredObjects("addresses").stream()
                    .map(one -> {
                        SimulatedAddress address = ControlJson.address(one);
                        one.requireNothingElse();
                        return address;
                    })
                    .toArray(SimulatedAddress[]::new));
        }
        if (body.has("card")) {
            user.card(body.requiredEnum("card", SimulatedCard.class));
        }
        if (body.has("personalQr")) {
            user.personalQr(body.requiredText("personalQr"));
        }
        if (body.has("customerToken")) {
            user.customerToken(body.requiredText("customerToken"));
        }
        if (body.has("userId")) {
            user.userId(body.requiredText("userId"));
        }
        user.approvedBefore(body.bool("approvedBefore", true));
        body.requireNothingElse();
        return user.build();
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("birthDate: must be a day such as 1988-12-03", e);
        }
    }
}
