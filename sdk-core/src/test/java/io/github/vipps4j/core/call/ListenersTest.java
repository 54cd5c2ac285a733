package io.github.vipps4j.core.call;

import static io.github.vipps4j.core.call.Server.answerLost;
import static io.github.vipps4j.core.call.Server.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.AttemptInfo;
import io.github.vipps4j.core.CallListener;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.ReplyInfo;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.VippsException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private static final Operation CHANGE = new Operation("test.change", "POST", "/test/change");

    private final Server server = new Server();
    private final FakeTime time = new FakeTime();
    private final List<AttemptInfo> attempts = new ArrayList<>();
    private final List<ReplyInfo> replies = new ArrayList<>();
    private final List<VippsException> failures = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    private VippsSession session(CallListener... listeners) {
        var builder = server.builder();
        for (CallListener listener : listeners) {
            builder.addListener(listener);
        }
        return VippsSession.of(builder.build()).withTime(time);
    }

    private static ApiCall<Boolean> change() {
        return ApiCall.of(CHANGE, Repeatability.KEYED, body -> Boolean.TRUE)
                .body(ApiCall.NO_BODY)
                .settledBy("Read it back")
                .key(IdempotencyKey.of("k-1"))
                .build();
    }

    private final CallListener recording = new CallListener() {
        @Override
        public void onAttempt(AttemptInfo attempt) {
            attempts.add(attempt);
        }

        @Override
        public void onReply(ReplyInfo reply) {
            replies.add(reply);
        }

        @Override
        public void onFailure(VippsException failure) {
            failures.add(failure);
        }
    };

    /** What Kotlin does without asking. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> void sneak(Exception e) throws E {
        throw (E) e;
    }

    @Test
    void listenerThatThrowsWhatJavaDoesNotSeeBreaksNothingEither() {
        CallListener kotlin = new CallListener() {
            @Override
            public void onReply(ReplyInfo reply) {
                ListenersTest.<RuntimeException>sneak(new IOException("checked"));
            }
        };
        CallListener asserting = new CallListener() {
            @Override
            public void onReply(ReplyInfo reply) {
                throw new AssertionError("in a test");
            }
        };
        assertThat(session(kotlin, asserting).execute(change())).isTrue();
    }

    private static final CallListener THROWING = new CallListener() {
        @Override
        public void onAttempt(AttemptInfo attempt) {
            throw new IllegalStateException("a defect in the listener");
        }

        @Override
        public void onReply(ReplyInfo reply) {
            throw new IllegalStateException("a defect in the listener");
        }

        @Override
        public void onFailure(VippsException failure) {
            throw new IllegalStateException("a defect in the listener");
        }
    };

    @Test
    void everyAttemptAndTheReplyAreTold() {
        server.then(
                answerLost(),
                new MockResponse.Builder()
                        .code(201)
                        .addHeader("Request-Id", "r-1")
                        .body("{}")
                        .build());

        session(THROWING, recording).execute(change());

        assertThat(attempts)
                .extracting(attempt -> attempt.call().operation(), AttemptInfo::status, AttemptInfo::failure)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("accesstoken.get", 200, null),
                        org.assertj.core.groups.Tuple.tuple("test.change", null, "answer lost"),
                        org.assertj.core.groups.Tuple.tuple("test.change", 201, null));
        assertThat(attempts.get(1).nextAttemptIn()).isNotNull();
        assertThat(replies).singleElement().satisfies(reply -> {
            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.rawBody()).isEqualTo("{}");
            assertThat(reply.traceIds()).containsExactly(org.assertj.core.api.Assertions.entry("request-id", "r-1"));
            assertThat(reply.call().attempts()).isEqualTo(2);
            assertThat(reply.call().idempotencyKey()).isEqualTo(IdempotencyKey.of("k-1"));
        });
    }

    @Test
    void finalFailureIsToldOnce() {
        server.then(status(400));

        assertThatThrownBy(() -> session(THROWING, recording).execute(change())).isSameAs(failures.get(0));
        assertThat(failures).hasSize(1);
    }

    @Test
    void whatIsAlreadySoIsToldAsNoFailure() {
        server.then(status(409));

        String result = session(recording)
                .execute(ApiCall.of(CHANGE, Repeatability.NATURAL, body -> "done")
                        .body(ApiCall.NO_BODY)
                        .settledBy("Repeat it")
                        .alreadySo(409, "already so")
                        .build());

        assertThat(result).isEqualTo("already so");
        assertThat(attempts).extracting(AttemptInfo::status).containsExactly(200, 409);
        assertThat(failures).isEmpty();
    }

    @Test
    void failedTokenRequestIsToldAsTheFailureOfItsCall() {
        server.thenToken(status(403));

        assertThatThrownBy(() -> session(recording).execute(change())).isInstanceOf(VippsException.class);

        assertThat(failures)
                .singleElement()
                .satisfies(e -> assertThat(e.operation()).isEqualTo("test.change"));
    }

    @Test
    void tokenIsToldToNobody() {
        session(recording).execute(change());
        assertThat(replies).hasSize(1);
        assertThat(attempts.toString() + replies).doesNotContain("token-1");
    }

    @Test
    void whatAnOperationReadsOnItsOwnAccountIsNotHeardByTheCaller() {
        RequestOptions options = RequestOptions.defaults()
                .deadline(Duration.ofSeconds(9))
                .attemptTimeout(Duration.ofSeconds(3))
                .onReply(replies::add);
        VippsSession asked = session().with(options);

        asked.unheard().execute(change());
        assertThat(replies).isEmpty();
        asked.execute(change());
        assertThat(replies).hasSize(1);
    }

    @Test
    void oneCallsOwnListenerHearsItsReply() {
        List<ReplyInfo> heard = new ArrayList<>();
        session().with(RequestOptions.defaults().onReply(heard::add)).execute(change());
        session()
                .with(RequestOptions.defaults().onReply(reply -> {
                    throw new IllegalStateException("a defect in the caller's listener");
                }))
                .execute(change());
        assertThat(heard).hasSize(1);
    }
}
