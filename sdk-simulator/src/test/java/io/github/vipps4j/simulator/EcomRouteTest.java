package io.github.vipps4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcomRouteTest {
    @ParameterizedTest
    @CsvSource({
        "POST, /ecomm/v2/payments, ECOM_INITIATE",
        "GET, /ecomm/v2/payments/Order-1/details, ECOM_DETAILS",
        "GET, /ecomm/v2/payments/Order-1/status, ECOM_STATUS",
        "POST, /ecomm/v2/payments/Order-1/capture, ECOM_CAPTURE",
        "POST, /ecomm/v2/payments/Order-1/refund, ECOM_REFUND",
        "PUT, /ecomm/v2/payments/Order-1/cancel, ECOM_CANCEL",
        "POST, /ecomm/v2/integration-test/payments/Order-1/approve, ECOM_FORCE_APPROVE",
        "POST, /ecomm/v2/payments/, ECOM_INITIATE",
        "POST, /Ecomm/v2/Payments/, ECOM_INITIATE",
        "POST, /Ecomm/V2/payments/Order-1/Capture/, ECOM_CAPTURE",
        "PUT, /ecomm/v2/payments//cancel, ",
        "POST, /ecom/v2/payments, ",
        "POST, /ecomm/v1/payments, ",
        "GET, /ecomm/v2/payments, ",
        "GET, /ecomm/v2/payments/Order-1, ",
        "POST, /ecomm/v2/payments/Order-1/cancel, ",
        "PUT, /ecomm/v2/payments/Order-1/capture, ",
        "POST, /ecomm/v2/payments/Order-1/approve, ",
        "POST, /ecomm/v2/integration-test/payments, ",
        "POST, /ecomm/v2/integration-test/payments/Order-1/capture, ",
    })
    void pathIsFoundAsThePublishedCollectionsSpellIt(String method, String path, ApiOperation operation) {
        Route route = Route.of(method, path, true);

        assertThat(route == null ? null : route.operation()).isEqualTo(operation);
        assertThat(route == null || route.named() == null || route.named().equals("Order-1"))
                .isTrue();
    }

    @Test
    void productionCannotBeForced() {
        assertThat(Route.of("POST", "/ecomm/v2/integration-test/payments/order-1/approve", false))
                .isNull();
    }
}
