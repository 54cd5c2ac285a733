package io.github.vipps4j.core.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.Address;
import io.github.vipps4j.testsupport.FieldDefect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static final Address OSLO = new Address("Robert Levins gate 5", "Apt 3", "0154", "Oslo", "NO");

    private static Address read(String json) {
        return Addresses.read(JsonReader.object(json.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"addressLine1":"Robert Levins gate 5","addressLine2":"Apt 3","city":"Oslo","country":"NO","postCode":"0154"}
                """, """
                {"AddressLine1":"Robert Levins gate 5","AddressLine2":"Apt 3","City":"Oslo","Country":"NO","PostCode":"0154"}
                """, """
                {"addressLine1":"Robert Levins gate 5","addressLine2":"Apt 3","city":"Oslo","country":"Norway","zipCode":"0154"}
                """, """
                {"ADDRESSLINE1":"Robert Levins gate 5","addressline2":"Apt 3","CITY":"Oslo","COUNTRY":"no","ZipCode":"0154"}
                """, """
                {"lines":["Robert Levins gate 5","Apt 3"],"city":"Oslo","country":"NO","postCode":"0154","addressType":"H"}
                """, """
                {"Lines":["Robert Levins gate 5",{},"Apt 3"],"City":"Oslo","Country":"NO","PostCode":"0154"}
                """, """
                {"addressLine1":"Robert Levins gate 5","addressLine2":"Apt 3","city":"Oslo","country":" norway ",
                 "postCode":null,"zipCode":"0154"}
                """})
    @FieldDefect(37)
    void everySpellingIsTheSameAddress(String json) {
        assertThat(read(json)).isEqualTo(OSLO);
    }

    @Test
    void numbersLoseNothingThatTheyHad() {
        assertThat(read("{\"postCode\":4879,\"addressLine1\":7}"))
                .isEqualTo(new Address("7", null, "4879", null, null));
    }

    @Test
    void whatIsMissingIsAbsentAndNotEmpty() {
        assertThat(read("{}")).isEqualTo(new Address(null, null, null, null, null));
        assertThat(read("{\"AddressLine2\":null,\"City\":\"\"}")).isEqualTo(new Address(null, null, null, "", null));
        assertThat(read("{\"lines\":[]}").addressLine1()).isNull();
        assertThat(read("{\"lines\":\"Storgata 1\",\"city\":{},\"country\":[\"NO\"]}"))
                .isEqualTo(new Address(null, null, null, null, null));
        assertThat(read("{\"lines\":[\"a\",\"b\",\"c\"]}").addressLine2()).isEqualTo("b, c");
    }

    @ParameterizedTest
    @CsvSource({"NO,NO", "dk,DK", "Denmark,DK", "FINLAND,FI", "Sweden,SE", "Iceland,Iceland", "NOR,NOR", "Å,Å"})
    void aCountryIsItsCodeWhereItIsKnownAndElseAsItCame(String given, String country) {
        assertThat(read("{\"country\":\"" + given + "\"}").country()).isEqualTo(country);
    }

    @Test
    void nothingOfItIsPrinted() {
        assertThat(OSLO).hasToString("Address[***]");
    }
}
