package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A card as a payment service provider gets it: a made-up token in place of its number. */
record NetworkToken(String number, String cryptogram, String expiryMonth, String expiryYear) {
    private static final String USUAL_CRYPTOGRAM = "AlhlvxmN2ZKuAAESNFZ4GoABFA==";
    private static final String OTHER_CRYPTOGRAM = "AgAAAAAAAIR8CQrXSohbQAAAAAA=";
    private static final NetworkToken USUAL = new NetworkToken("4895370013193500", USUAL_CRYPTOGRAM, "05", "2025");
    private static final long NOT_ELIGIBLE = 3100;

    /** What the test environment of PSP v3 sends for an amount in minor units, whatever the card. */
    private static final Map<Long, NetworkToken> BY_AMOUNT = Map.of(
            2200L, new NetworkToken("5226603115488031", USUAL_CRYPTOGRAM, "05", "2025"),
            3200L, new NetworkToken("4111111111111111", "uxToh3Ep6gsR8AAkvZALN19Iz34=", "03", "2030"),
            4200L, new NetworkToken("4895370013193500", USUAL_CRYPTOGRAM, "03", "2030"),
            4300L, new NetworkToken("5226603115488031", USUAL_CRYPTOGRAM, "03", "2030"),
            4400L, new NetworkToken("4895370012792682", OTHER_CRYPTOGRAM, "12", "2022"),
            5100L, new NetworkToken("4268270087302871", OTHER_CRYPTOGRAM, "09", "2024"),
            5200L, new NetworkToken("5413330089010442", OTHER_CRYPTOGRAM, "12", "2025"));

    /** Null if the amount means that the card is not eligible. */
    static @Nullable NetworkToken ofAmount(long minorUnits) {
        return minorUnits == NOT_ELIGIBLE ? null : BY_AMOUNT.getOrDefault(minorUnits, USUAL);
    }

    /** Of a card passed through: one that no card can have, with a cryptogram of its own for each call. */
    static NetworkToken made(boolean mastercard, int nth) {
        String cryptogram =
                Base64.getEncoder().encodeToString(("fake-cryptogram-" + nth).getBytes(StandardCharsets.US_ASCII));
        return new NetworkToken(mastercard ? "5000000000000000001" : "4000000000000000001", cryptogram, "03", "2030");
    }

    private boolean isMastercard() {
        return number.startsWith("5");
    }

    String bin() {
        return number.substring(0, 6);
    }

    ObjectNode json() {
        return Json.object()
                .put("number", number)
                .put("cryptogram", cryptogram)
                .put("expiryMonth", expiryMonth)
                .put("expiryYear", expiryYear)
                .put("tokenType", isMastercard() ? "MASTERCARD" : "VISA")
                .put("eci", isMastercard() ? "06" : "7");
    }

    /** As a real one must not be printed, this one is not either. */
    @Override
    public String toString() {
        return "NetworkToken[***]";
    }
}
