package io.github.vipps4j.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.testsupport.Await;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.testsupport.RawServer;
import io.github.vipps4j.testsupport.RawServer.Answer;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A program that makes a {@link Vipps} for each job keeps nothing of those that it is done with. */
class ThreadLeakTest {
    private static final int INSTANCES = 200;
    private static final Operation READ = new Operation("test.read", "GET", "/test");

    /** Of OkHttp and Okio, once in a JVM whoever uses them; daemons that end by themselves when there is nothing to do. */
    private static final Set<String> SHARED = Set.of("OkHttp TaskRunner", "Okio Watchdog");

    private final RawServer server = new RawServer(request -> request.target().equals("/accesstoken/get")
            ? Answer.json(200, "{\"access_token\":\"t\",\"expires_in\":3600}")
            : Answer.json(200, "{}"));

    @AfterEach
    void close() {
        server.close();
    }

    private VippsSession session() {
        return VippsSession.of(Vipps.builder()
                .environment(Environment.at(server.url()))
                .credentials(Credentials.of("id", "secret", "key"))
                .build());
    }

    private static ApiCall<Boolean> read() {
        return ApiCall.of(READ, Repeatability.SAFE, body -> Boolean.TRUE).build();
    }

    /** The threads that were not there before: neither shared ones, nor the server's, nor those of the JVM. */
    private static Set<String> threadsBesides(Set<Thread> before) {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            if (!before.contains(thread)
                    && SHARED.stream().noneMatch(name::startsWith)
                    && !name.startsWith("raw-server")
                    && !name.startsWith("ForkJoinPool-1-worker")
                    && !name.startsWith("VirtualThread-unparker")) {
                names.add(name);
            }
        }
        return names;
    }

    @Test
    @FieldDefect(18)
    void closedInstancesLeaveNoThreadAndNoConnection() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        for (int i = 0; i < INSTANCES; i++) {
            try (VippsSession session = session()) {
                session.execute(read());
                session.async(() -> session.execute(read())).get(10, TimeUnit.SECONDS);
            }
        }
        Await.until(() -> threadsBesides(before).isEmpty());
        Await.until(() -> server.open() == 0);
    }

    /** Without background calls nothing is started for an instance at all. */
    @Test
    void forgottenInstancesLeaveNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        for (int i = 0; i < INSTANCES; i++) {
            session().execute(read());
        }
        assertThat(threadsBesides(before)).isEmpty();
    }

    @Test
    void forgottenInstanceIsCollectedAlthoughItWasNeverClosed() {
        WeakReference<Vipps> forgotten = used();

        Await.until(() -> {
            System.gc();
            return forgotten.refersTo(null);
        });
    }

    private WeakReference<Vipps> used() {
        VippsSession session = session();
        session.execute(read());
        session.async(() -> session.execute(read())).join();
        return new WeakReference<>(session);
    }
}
