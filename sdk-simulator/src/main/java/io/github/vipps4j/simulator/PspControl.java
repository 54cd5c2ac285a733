package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Answer.done;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@link PspCalls} offers in Java, over HTTP under {@code /simulator/psp-calls}. */
final class PspControl {
    static final String PATH = "/psp-calls";

    private static final Pattern REPEAT = Pattern.compile("/([0-9]{1,18})/repeat");

    private final PspCalls calls;

    PspControl(PspCalls calls) {
        this.calls = calls;
    }

    /** @param path after {@code /simulator/psp-calls} */
    Answer answer(Call call, String path) {
        return switch (call.method() + ' ' + path) {
            case "GET " -> all();
            case "POST /await-idle" -> awaitIdle(ControlBody.of(call));
            case "POST /faults" -> nextFault(ControlBody.of(call));
            case "DELETE /faults" -> done(calls::clearFaults);
            case "POST /send-late" -> done(calls::sendLate);
            default -> repeat(call, path);
        };
    }

    private Answer all() {
        ArrayNode all = Json.array();
        calls.all().forEach(one -> all.add(json(one)));
        return Answer.json(200, all);
    }

    private Answer repeat(Call call, String path) {
        Matcher number = REPEAT.matcher(path);
        if (!call.method().equals("POST") || !number.matches()) {
            throw new NoSuchElementException("There is no control " + call.method() + ' ' + call.path());
        }
        return Answer.json(200, json(calls.repeat(Long.parseLong(number.group(1)))));
    }

    private Answer awaitIdle(ControlBody body) {
        Duration atMost = body.requiredDuration("atMost");
        body.requireNothingElse();
        return done(() -> calls.awaitIdle(atMost));
    }

    private Answer nextFault(ControlBody body) {
        int times = body.integer("times", 1);
        PspCallFault fault = fault(body);
        body.requireNothingElse();
        return done(() -> calls.next(times, fault));
    }

    /** A fault by the name of its method in {@link PspCallFault}. */
    private static PspCallFault fault(ControlBody body) {
        String name = body.requiredText("fault");
        return switch (name) {
            case "duplicate" -> PspCallFault.duplicate();
            case "concurrent" -> PspCallFault.concurrent(body.requiredInt("copies"));
            case "late" -> PspCallFault.late();
            case "answerLost" -> PspCallFault.answerLost();
            case "forged" -> PspCallFault.forged();
            case "unauthorized" -> PspCallFault.unauthorized();
            case "truncated" -> PspCallFault.truncated();
            default -> throw ControlBody.wrong("fault", "there is no fault " + name);
        };
    }

    private static ObjectNode json(PspCall call) {
        ObjectNode json = Json.object()
                .put("number", call.number())
                .put("kind", call.kind().name())
                .put("psp", call.psp())
                .put("merchantSerialNumber", call.merchantSerialNumber())
                .put("reference", call.reference())
                .put("attemptId", call.attemptId());
        ObjectNode headers = json.putObject("headers");
        call.headers().forEach(headers::put);
        return json.put("body", call.body())
                .put("status", call.status())
                .put("answer", call.answer())
                .put("problem", call.problem())
                .put("fault", call.fault())
                .put("at", call.at().toString());
    }
}
