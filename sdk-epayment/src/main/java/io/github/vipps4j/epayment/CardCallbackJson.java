package io.github.vipps4j.epayment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.core.support.ContractException;
import io.github.vipps4j.core.support.Json;
import io.github.vipps4j.core.support.JsonReader;
import io.github.vipps4j.core.support.NetworkTokens;
import io.github.vipps4j.epayment.CardCallback.CardData;
import io.github.vipps4j.epayment.CardCallback.CardInfo;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The bodies of the card callback (ePayment, card passthrough 2026-08), in both directions. */
final class CardCallbackJson {
    private CardCallbackJson() {}

    static CardCallback callback(JsonReader json) {
        JsonReader rest = json.lenient();
        return new CardCallback(
                json.text("pspReference"),
                json.text("authorizationAttemptId"),
                rest.textOrNull("merchantSerialNumber"),
                json.amount("amount"),
                rest.textOrNull("softDeclineCompletedRedirectUrl"),
                cardInfo(json.object("cardInfo")));
    }

    private static CardInfo cardInfo(JsonReader json) {
        JsonReader rest = json.lenient();
        String type = rest.textOrNull("cardType");
        return new CardInfo(
                rest.textOrNull("maskedCardNumber"),
                type == null ? null : CardType.of(type),
                rest.textOrNull("cardIssuedInCountryCode"),
                cardData(json));
    }

    private static CardData cardData(JsonReader json) {
        return switch (json.text("cardDataType").toUpperCase(Locale.ROOT)) {
            case "TOKEN" -> new CardData.Token(NetworkTokens.read(json.object("networkToken")));
            case "PAN" -> new CardData.Pan(EncryptedPan.of(json.text("encryptedPan")));
            default -> throw new ContractException("cardInfo.cardDataType", "must be TOKEN or PAN");
        };
    }

    static String reply(CardCallbackReply reply) {
        ObjectNode body = Json.object();
        if (reply instanceof CardCallbackReply.Reserve reserve) {
            body.put("status", "RESERVE").put("networkTransactionReference", reserve.networkTransactionReference());
        } else if (reply instanceof CardCallbackReply.Fail fail) {
            body.put("status", "FAIL").put("errorCode", fail.errorCode()).put("errorMessage", fail.errorMessage());
        } else if (reply instanceof CardCallbackReply.SoftDecline soft) {
            body.put("status", "SOFT_DECLINE").put("softDeclineUrl", soft.softDeclineUrl());
        } else {
            throw new IllegalStateException("a reply without a wire form");
        }
        return new String(Json.bytes(body), StandardCharsets.UTF_8);
    }
}
