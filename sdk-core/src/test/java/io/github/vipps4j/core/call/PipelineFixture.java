package io.github.vipps4j.core.call;

import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.support.JsonReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

/** A pipeline whose waits take no time, a server that does as it is told, and two calls to make. */
abstract class PipelineFixture {
    static final Operation CHANGE = new Operation("test.change", "POST", "/test/{reference}/change");
    static final Operation READ = new Operation("test.read", "GET", "/test/{reference}");
    static final byte[] BODY = "{\"value\":1}".getBytes(StandardCharsets.UTF_8);
    static final IdempotencyKey KEY = IdempotencyKey.of("order-1-change-1");

    final Server server = new Server();
    final FakeTime time = new FakeTime();
    final VippsSession session = server.session(time);

    @AfterEach
    void close() {
        session.close();
        server.close();
    }

    static ApiCall.Builder<String> change(Repeatability repeatability) {
        return ApiCall.of(CHANGE, repeatability, PipelineFixture::text)
                .reference("order-1")
                .body(BODY)
                .settledBy("Read it back")
                .key(KEY);
    }

    static ApiCall<String> read() {
        return ApiCall.of(READ, Repeatability.SAFE, PipelineFixture::text)
                .reference("order-1")
                .build();
    }

    static String text(byte[] body) {
        JsonReader.object(body);
        return new String(body, StandardCharsets.UTF_8);
    }

    /** What a sleep does instead of sleeping. */
    interface Sleep {
        void sleep(long nanos) throws InterruptedException;
    }

    Time sleepingBy(Sleep sleep) {
        return new Time() {
            @Override
            public long nanos() {
                return time.nanos();
            }

            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public void sleep(long nanos) throws InterruptedException {
                sleep.sleep(nanos);
            }
        };
    }
}
