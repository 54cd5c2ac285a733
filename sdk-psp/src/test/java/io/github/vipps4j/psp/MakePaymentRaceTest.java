package io.github.vipps4j.psp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.call.Time;
import io.github.vipps4j.core.callback.CardDecision;
import io.github.vipps4j.core.callback.CardDecision.State;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** A hundred deliveries at once, half of them duplicates, the handler of a tenth late. */
class MakePaymentRaceTest {
    private static final int TRANSACTIONS = 50;
    private static final int LATE = 5;

    private final Provider provider = new Provider();
    private final ExecutorService service = Executors.newFixedThreadPool(2 * TRANSACTIONS);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() {
        released.countDown();
        service.shutdownNow();
        provider.close();
    }

    private static String id(int number) {
        return (number < LATE ? "late" : "tx") + number;
    }

    private static String body(int number) {
        return Provider.ACCEPTED.replace(Bodies.TRANSACTION, id(number));
    }

    private MakePaymentEndpoint process() {
        return provider.endpoint()
                .budget(Duration.ofSeconds(2))
                .time(Time.SYSTEM)
                .build();
    }

    private static boolean isDone(CardDecision decision) {
        return decision.state() == State.DONE;
    }

    @RepeatedTest(2)
    @FieldDefect({60, 61})
    void noneIsAuthorisedTwiceAndEachLateApprovalIsReversedOnce() throws Exception {
        provider.first = payment -> {
            if (payment.pspTransactionId().startsWith("late")) {
                released.await();
            }
            return MakePaymentReply.approved();
        };
        // two processes with one store, and a budget that the quick ones keep on a busy machine too
        List<MakePaymentEndpoint> processes = List.of(process(), process());
        List<Integer> deliveries =
                new ArrayList<>(IntStream.range(0, 2 * TRANSACTIONS).boxed().toList());
        Collections.shuffle(deliveries, new Random(61));
        CountDownLatch start = new CountDownLatch(1);
        Map<Integer, List<Future<String>>> answers = new TreeMap<>();
        for (int delivery : deliveries) {
            int number = delivery % TRANSACTIONS;
            // of every other transaction the duplicate reaches the other process
            MakePaymentEndpoint process = processes.get(delivery < TRANSACTIONS || number % 2 == 0 ? 0 : 1);
            answers.computeIfAbsent(number, any -> new ArrayList<>()).add(service.submit(() -> {
                start.await();
                return Provider.answer(process, body(number));
            }));
        }
        start.countDown();

        for (int number = 0; number < TRANSACTIONS; number++) {
            String expected = number < LATE
                    ? Provider.failed("85", "Response received too late").replace(Bodies.TRANSACTION, id(number))
                    : Provider.OK.replace(Bodies.TRANSACTION, id(number));
            for (Future<String> answer : answers.getOrDefault(number, List.of())) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(expected);
            }
        }
        released.countDown();
        Await.until(() -> IntStream.range(0, TRANSACTIONS)
                .mapToObj(number -> provider.store.find("makePayment:" + id(number)))
                .allMatch(decision -> decision != null && isDone(decision)));

        assertThat(provider.asked)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, TRANSACTIONS)
                        .mapToObj(number -> "accepted " + id(number))
                        .toList());
        assertThat(provider.discarded)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, LATE)
                        .mapToObj(number -> id(number) + " Approved[]")
                        .toList());
    }
}
