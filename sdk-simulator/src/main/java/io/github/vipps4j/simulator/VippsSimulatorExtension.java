package io.github.vipps4j.simulator;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives JUnit tests a {@link VippsSimulator}, as a parameter or through {@link #simulator()}.
 *
 * <p>Registered for a class ({@code @ExtendWith(VippsSimulatorExtension.class)}, or {@code @RegisterExtension} on a
 * static field) one simulator serves all its tests: reset before each, closed after all. Registered on an instance
 * field, each test has its own. As tests share it, they must not run at the same time within one class. Needs JUnit
 * Jupiter 5.10 or newer.
 */
// Who uses it reads JUnit's module anyway; who does not must not need it.
@SuppressWarnings("exports")
public final class VippsSimulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private final VippsSimulatorBuilder builder;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable VippsSimulator simulator;
    /** Classes that use it now: a nested class uses that of the class around it. */
    private int users;

    /** Starts simulators as {@link VippsSimulator#start()} does. */
    public VippsSimulatorExtension() {
        this(VippsSimulator.builder());
    }

    /**
     * Starts simulators with other settings.
     *
     * @param builder how they are to be
     */
    public VippsSimulatorExtension(VippsSimulatorBuilder builder) {
        this.builder = builder;
    }

    /**
     * The simulator of the test that runs.
     *
     * @return the running simulator
     * @throws IllegalStateException before the tests of the class begin, and after they have ended
     */
    public VippsSimulator simulator() {
        lock.lock();
        try {
            if (simulator == null) {
                throw new IllegalStateException("The simulator runs only while tests of a class run that registers it");
            }
            return simulator;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        enter();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        enter();
        simulator().reset();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        leave();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        leave();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == VippsSimulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return simulator();
    }

    private void enter() {
        lock.lock();
        try {
            if (simulator == null) {
                simulator = builder.start();
            }
            users++;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            users--;
            if (users == 0 && simulator != null) {
                simulator.close();
                simulator = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
