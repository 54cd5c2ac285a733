package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class VippsSimulatorExtensionTest {
    @Test
    void outsideOfTestsThereIsNoSimulator() {
        assertThatThrownBy(() -> new VippsSimulatorExtension().simulator()).isInstanceOf(IllegalStateException.class);
    }

    @Nested
    @ExtendWith(VippsSimulatorExtension.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Extended {
        private final Set<URI> seen = new HashSet<>();

        @BeforeAll
        void seeFirst(VippsSimulator simulator) {
            seen.add(simulator.baseUrl());
        }

        @RepeatedTest(3)
        void oneSimulatorIsResetBeforeEachTest(VippsSimulator simulator) {
            seen.add(simulator.baseUrl());
            assertThat(seen).hasSize(1);
            assertThat(simulator.payments()).isEmpty();
            assertThat(Merchant.of(simulator).create("order-0001").statusCode()).isEqualTo(201);
        }

        @Nested
        class Inner {
            @Test
            void usesTheSameSimulator(VippsSimulator simulator) {
                assertThat(seen).contains(simulator.baseUrl());
                assertThat(simulator.payments()).isEmpty();
            }
        }
    }

    @Nested
    class RegisteredForTheClass {
        @RegisterExtension
        static final VippsSimulatorExtension VIPPS =
                new VippsSimulatorExtension(VippsSimulator.builder().salesUnit(SalesUnit.of("111111")));

        @Test
        void isConfiguredByItsBuilder(VippsSimulator simulator) {
            assertThat(simulator).isSameAs(VIPPS.simulator());
            assertThat(simulator.salesUnit().merchantSerialNumber()).isEqualTo("111111");
        }
    }

    @Nested
    class RegisteredForEachTest {
        @RegisterExtension
        final VippsSimulatorExtension vipps = new VippsSimulatorExtension();

        @Test
        void runsDuringTheTest() {
            assertThat(vipps.simulator().payments()).isEmpty();
        }
    }
}
