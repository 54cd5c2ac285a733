package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PspRouteTest {
    @ParameterizedTest
    @CsvSource({
        "POST, /psp/v3/psppayments/init, PSP_INIT",
        "POST, /psp/v3/psppayments/updatestatus, PSP_UPDATE_STATUS",
        "POST, /psp/v3/psppayments/updateStatus, PSP_UPDATE_STATUS",
        "GET, /psp/v3/psppayments/abc/details, PSP_DETAILS",
        "POST, /psp/v3/integration-test/psppayments/abc/approve, PSP_FORCE_APPROVE",
        "GET, /psp/v3/psppayments/init, ",
        "POST, /psp/v3/psppayments/abc/details, ",
        "GET, /psp/v3/psppayments/abc, ",
        "POST, /psp/v3/psppayments/abc/approve, ",
        "PUT, /psp/v3/psppayments/updatestatus, ",
        "POST, /psp/v2/psppayments/init, ",
    })
    void pathIsFoundAsThePublishedCollectionsSpellIt(String method, String path, ApiOperation operation) {
        Route route = Route.of(method, path, true);

        assertThat(route == null ? null : route.operation()).isEqualTo(operation);
        assertThat(route == null || route.named() == null || route.named().equals("abc"))
                .isTrue();
    }

    @Test
    void productionCannotBeForced() {
        assertThat(Route.of("POST", "/psp/v3/integration-test/psppayments/abc/approve", false))
                .isNull();
    }
}
